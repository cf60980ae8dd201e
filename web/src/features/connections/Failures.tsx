import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Connection } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Section } from "~/ui/Page.tsx";
import classes from "./Failures.module.css";
import { MirrorTrouble, useRetry } from "./MirrorTrouble.tsx";
import { failuresQuery } from "./queries.ts";

/** Tasks that did not get there, each with what is in the way and a way to try again. */
export function Failures({ org, connection }: { org: string; connection: Connection }) {
  const failures = useQuery(failuresQuery(org, connection.id));
  const retry = useRetry(org);
  if (failures.isPending) return <LoadingLines lines={2} />;
  if (failures.isError) return <FailureNotice error={failures.error} onRetry={() => failures.refetch()} />;
  const { items } = failures.data;
  if (items.length === 0) return null;
  return (
    <Section title={m.failures()}>
      <FailureNotice error={retry.error} />
      <ul className={classes.list}>
        {items.map(({ task, title, mirror }) => (
          <li key={mirror.id} className={classes.item}>
            <div>
              <Link to="/o/$org/tasks/$id" params={{ org, id: task }} className={classes.link}>
                {title}
              </Link>
              <MirrorTrouble mirror={mirror} />
            </div>
            <Button
              variant="default"
              size="compact-sm"
              loading={retry.isPending && retry.variables?.mirror === mirror.id}
              onClick={() => retry.mutate({ task, mirror: mirror.id })}
            >
              {m.try_again()}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
