import { Anchor, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { Notice } from "~/ui/Notice.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { ConnectionActions } from "./ConnectionActions.tsx";
import classes from "./ConnectionPage.module.css";
import { Failures } from "./Failures.tsx";
import { connectionQuery } from "./queries.ts";
import { SetUp } from "./SetUp.tsx";
import { connectionStates, takesPeople } from "./view.ts";
import { WhoIsWho } from "./WhoIsWho.tsx";

/** One connection: how it fares, where things go, and what did not get there. */
export function ConnectionPage({ org, id }: { org: string; id: string }) {
  const { me, zone } = useOrganisation(org);
  const { data: connection } = useSuspenseQuery(connectionQuery(org, id));
  const manages = may(me, "manage_connections");
  const { figures } = connection;
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/connections" params={{ org }}>
            {m.nav_connections()}
          </Link>
        }
        title={`${connection.title}: ${connection.name}`}
        below={
          <Group gap="md">
            <StateMark look={connectionStates[connection.state]} />
            <span>
              {connection.service === "teams"
                ? m.connection_one_way()
                : m.connection_figures({ shown: figures.shown, waiting: figures.waiting })}
            </span>
          </Group>
        }
      />
      {connection.state === "needs_reconnect" && (
        <Notice tone="red" title={m.connection_lost_title()}>
          <p>{m.connection_lost_text()}</p>
        </Notice>
      )}
      {connection.last_error && (
        <Notice tone="amber" title={m.connection_trouble()}>
          <p>{connection.last_error}</p>
          {connection.resting_until && (
            <p>{m.connection_rests({ at: formatInstant(connection.resting_until, zone) })}</p>
          )}
        </Notice>
      )}
      {manages && <ConnectionActions org={org} connection={connection} />}
      <Section title={connection.service.startsWith("jira") ? m.setup() : m.setup_cards()}>
        <SetUp org={org} connection={connection} manages={manages} />
      </Section>
      {manages && takesPeople(connection) && <WhoIsWho org={org} connection={connection} />}
      <Failures org={org} connection={connection} />
      <p className={classes.origin}>
        {m.connected_by_at({
          name: connection.connected_by.name,
          at: formatInstant(connection.connected_at, zone),
        })}{" "}
        {connection.account && m.connected_as({ account: connection.account })}{" "}
        {connection.works_until && m.connection_works_until({ date: formatDate(connection.works_until) })}{" "}
        {connection.last_ok_at && m.connection_last_ok({ at: formatInstant(connection.last_ok_at, zone) })}{" "}
        <Anchor href={connection.url} rel="noreferrer" target="_blank" underline="always" inherit>
          {m.open_service({ service: connection.title })}
        </Anchor>
      </p>
    </>
  );
}
