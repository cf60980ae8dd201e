import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Dispatch } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import { type Moment, Timeline } from "~/ui/Timeline.tsx";
import { useEndpoints } from "./changes.ts";
import { dispatchesQuery } from "./queries.ts";
import classes from "./Webhooks.module.css";

interface Props {
  org: string;
  id: string;
  zone: string;
  manages: boolean;
}

/** What a receiver was told, with every attempt, and a way to tell it once more. */
export function Log({ org, id, zone, manages }: Props) {
  const log = useQuery(dispatchesQuery(org, id));
  const { replay } = useEndpoints(org);
  if (log.isPending) return <LoadingLines lines={3} />;
  if (log.isError) return <FailureNotice error={log.error} onRetry={() => log.refetch()} />;
  if (log.data.items.length === 0) return <p>{m.webhook_log_empty()}</p>;
  const moment = (one: Dispatch): Moment => ({
    id: one.id,
    mark: <StateShape look={deliveryStates[one.state]} />,
    title: (
      <Group gap="sm">
        <span>
          {one.event_type}: {deliveryStates[one.state].label()}
        </span>
        {manages && one.settled_at && (
          <Button
            size="compact-sm"
            variant="default"
            loading={replay.isPending && replay.variables?.dispatch === one.id}
            onClick={() => replay.mutate({ id, dispatch: one.id })}
          >
            {m.webhook_replay()}
          </Button>
        )}
      </Group>
    ),
    when: formatInstant(one.planned_at, zone),
    body: (
      <>
        {one.attempts.map((attempt) => (
          <div key={attempt.at}>
            {formatInstant(attempt.at, zone)}: {attempt.error ?? attempt.status}
          </div>
        ))}
        <details>
          <summary>{m.webhook_body()}</summary>
          <pre className={classes.body}>{one.body}</pre>
        </details>
      </>
    ),
  });
  return (
    <>
      <FailureNotice error={replay.error} />
      <Timeline label={m.webhook_log()} moments={log.data.items.map(moment)} />
    </>
  );
}
