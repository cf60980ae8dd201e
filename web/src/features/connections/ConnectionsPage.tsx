import { Button, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Connection } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
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

/** What is connected and how it fares, and what else can be. */
export function ConnectionsPage({ org, children }: { org: string; children: ReactNode }) {
  const { me, zone } = useOrganisation(org);
  const { data } = useSuspenseQuery(connectionsQuery(org));
  const manages = may(me, "manage_connections");
  return (
    <>
      <PageHeading title={m.nav_connections()} below={m.connections_why()} />
      {data.items.length > 0 && (
        <Section title={m.connections_here()}>
          <ul className={classes.cards}>
            {data.items.map((connection) => (
              <li key={connection.id}>
                <ConnectionCard org={org} connection={connection} zone={zone} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.connections_offered()}>
        <ul className={classes.cards}>
          <li>
            <JiraCard
              org={org}
              manages={manages}
              offered={data.services.some((one) => one.service === "jira_cloud" && one.offered)}
            />
          </li>
          <li>
            <ServerCard org={org} manages={manages} />
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
    <Link to="/o/$org/connections/$id" params={{ org, id: connection.id }} className={classes.card}>
      <span className={classes.name}>
        {connection.title}: {connection.name}
      </span>
      <StateMark look={connectionStates[connection.state]} />
      <span className={text.soft}>
        {m.connection_figures({ shown: figures.shown, waiting: figures.waiting })}
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

function JiraCard({ org, manages, offered }: { org: string; manages: boolean; offered: boolean }) {
  const consent = useConsent(org);
  return (
    <div className={classes.card}>
      <span className={classes.name}>Jira</span>
      <span className={text.soft}>{offered ? m.jira_what() : m.jira_not_offered()}</span>
      <FailureNotice error={consent.error} />
      {manages && offered && (
        <Group>
          <Button
            variant="light"
            loading={consent.isPending}
            onClick={() => consent.mutate({ service: "jira_cloud" })}
          >
            {m.connect_jira()}
          </Button>
        </Group>
      )}
    </div>
  );
}

function ServerCard({ org, manages }: { org: string; manages: boolean }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  return (
    <div className={classes.card}>
      <span className={classes.name}>Jira Data Center</span>
      <span className={text.soft}>{m.jira_server_what()}</span>
      {manages && (
        <Group>
          <Button variant="light" onClick={() => setOpen(true)}>
            {m.connect_jira_server()}
          </Button>
        </Group>
      )}
      {open && (
        <ServerDialog
          org={org}
          onClose={() => setOpen(false)}
          onConnected={(id) => navigate({ to: "/o/$org/connections/$id", params: { org, id } })}
        />
      )}
    </div>
  );
}
