import { Button, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ComponentType, type ReactNode, useState } from "react";
import type { Connection } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import cards from "~/ui/Cards.module.css";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useOrganisation } from "../organisation/queries.ts";
import classes from "./ConnectionsPage.module.css";
import { useConsent } from "./changes.ts";
import { connectionsQuery } from "./queries.ts";
import { ServerDialog } from "./ServerDialog.tsx";
import { connectionStates } from "./view.ts";
import { WorkflowDialog } from "./WorkflowDialog.tsx";

/** What is connected and how it fares, and what else can be. */
export function ConnectionsPage({ org, children }: { org: string; children: ReactNode }) {
  const { me, zone } = useOrganisation(org);
  const { data } = useSuspenseQuery(connectionsQuery(org));
  const manages = may(me, "manage_connections");
  const offers = (service: string) => data.services.some((one) => one.service === service && one.offered);
  return (
    <>
      <PageHeading title={m.nav_connections()} below={m.connections_why()} />
      {data.items.length > 0 && (
        <Section title={m.connections_here()}>
          <ul className={cards.cards}>
            {data.items.map((connection) => (
              <li key={connection.id}>
                <ConnectionCard org={org} connection={connection} zone={zone} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.connections_offered()}>
        <ul className={cards.cards}>
          <li>
            <ConsentCard
              org={org}
              manages={manages}
              offered={offers("jira_cloud")}
              words={{ ...jira, service: "jira_cloud" }}
            />
          </li>
          <li>
            <DialogCard
              org={org}
              manages={manages}
              words={{ name: "Jira Data Center", what: m.jira_server_what, connect: m.connect_jira_server }}
              dialog={ServerDialog}
            />
          </li>
          <li>
            <ConsentCard
              org={org}
              manages={manages}
              offered={offers("slack")}
              words={{ ...slack, service: "slack" }}
            />
          </li>
          <li>
            <DialogCard
              org={org}
              manages={manages}
              words={{ name: "Microsoft Teams", what: m.teams_what, connect: m.connect_teams }}
              dialog={WorkflowDialog}
            />
          </li>
        </ul>
        {!manages && <p className={text.soft}>{m.connections_not_allowed()}</p>}
      </Section>
      {children}
    </>
  );
}

function ConnectionCard({ org, connection, zone }: { org: string; connection: Connection; zone: string }) {
  const { figures } = connection;
  return (
    <Link to="/o/$org/connections/$id" params={{ org, id: connection.id }} className={cards.card}>
      <span className={cards.name}>
        {connection.title}: {connection.name}
      </span>
      <StateMark look={connectionStates[connection.state]} />
      <span className={text.soft}>
        {connection.service === "teams"
          ? m.connection_one_way()
          : m.connection_figures({ shown: figures.shown, waiting: figures.waiting })}
        {figures.failed > 0 && `, ${m.connection_figures_failed({ failed: figures.failed })}`}
      </span>
      {connection.last_error && <span className={classes.trouble}>{connection.last_error}</span>}
      <span className={text.soft}>
        {m.connected_by_at({
          name: connection.connected_by.name,
          at: formatInstant(connection.connected_at, zone),
        })}
      </span>
    </Link>
  );
}

const jira = { name: "Jira", what: m.jira_what, missing: m.jira_not_offered, connect: m.connect_jira };
const slack = { name: "Slack", what: m.slack_what, missing: m.slack_not_offered, connect: m.connect_slack };

interface ConsentWords {
  service: "jira_cloud" | "slack";
  name: string;
  what: () => string;
  missing: () => string;
  connect: () => string;
}

/** A service that is connected by going there and consenting. */
function ConsentCard(props: { org: string; manages: boolean; offered: boolean; words: ConsentWords }) {
  const { org, manages, offered, words } = props;
  const consent = useConsent(org);
  return (
    <div className={cards.card}>
      <span className={cards.name}>{words.name}</span>
      <span className={text.soft}>{offered ? words.what() : words.missing()}</span>
      <FailureNotice error={consent.error} />
      {manages && offered && (
        <Group>
          <Button
            variant="light"
            loading={consent.isPending}
            onClick={() => consent.mutate({ service: words.service })}
          >
            {words.connect()}
          </Button>
        </Group>
      )}
    </div>
  );
}

interface DialogCardProps {
  org: string;
  manages: boolean;
  words: { name: string; what: () => string; connect: () => string };
  dialog: ComponentType<{ org: string; onClose: () => void; onConnected: (id: string) => void }>;
}

/** A service that is connected by something that is typed in. */
function DialogCard({ org, manages, words, dialog: Dialog }: DialogCardProps) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  return (
    <div className={cards.card}>
      <span className={cards.name}>{words.name}</span>
      <span className={text.soft}>{words.what()}</span>
      {manages && (
        <Group>
          <Button variant="light" onClick={() => setOpen(true)}>
            {words.connect()}
          </Button>
        </Group>
      )}
      {open && (
        <Dialog
          org={org}
          onClose={() => setOpen(false)}
          onConnected={(id) => navigate({ to: "/o/$org/connections/$id", params: { org, id } })}
        />
      )}
    </div>
  );
}
