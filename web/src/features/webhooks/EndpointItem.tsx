import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Endpoint } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useEndpoints } from "./changes.ts";
import { Log } from "./Log.tsx";
import classes from "./Webhooks.module.css";

interface Props {
  org: string;
  endpoint: Endpoint;
  zone: string;
  manages: boolean;
  onSecret: (secret: string) => void;
}

function look({ active, disabled_because, failing_since }: Endpoint): Look {
  if (disabled_because) return { label: m.webhook_switched_off, shape: "alert", tone: "red" };
  if (!active) return { label: m.webhook_off, shape: "slash", tone: "grey" };
  if (failing_since) return { label: m.webhook_failing, shape: "alert", tone: "amber" };
  return { label: m.webhook_on, shape: "full", tone: "green" };
}

/** One receiver: where it is, how it fares, and what can be done with it. */
export function EndpointItem({ org, endpoint, zone, manages, onSecret }: Props) {
  const { revise, remove, rotate, test } = useEndpoints(org);
  const [open, setOpen] = useState(false);
  const { active, events, description, disabled_because, last_ok_at } = endpoint;
  return (
    <li className={classes.item}>
      <Group gap="sm">
        <span className={classes.address}>{endpoint.url}</span>
        <StateMark look={look(endpoint)} />
      </Group>
      <p className={text.soft}>
        {description && `${description}. `}
        {events.length > 0 ? events.join(", ") : m.webhook_everything()}
        {last_ok_at && `. ${m.webhook_last_ok({ at: formatInstant(last_ok_at, zone) })}`}
      </p>
      {disabled_because && <p>{disabled_because}</p>}
      <FailureNotice error={revise.error ?? remove.error ?? rotate.error ?? test.error} />
      <Group gap="xs">
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {m.webhook_log()}
        </Button>
        {manages && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              loading={test.isPending}
              disabled={!active}
              onClick={() => test.mutate(endpoint, { onSuccess: () => setOpen(true) })}
            >
              {m.test_connection()}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={revise.isPending}
              onClick={() =>
                revise.mutate(
                  { endpoint, change: { active: !active } },
                  { onSuccess: () => notifySaved(m.saved()) },
                )
              }
            >
              {active ? m.webhook_switch_off() : m.webhook_switch_on()}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={rotate.isPending}
              onClick={() => rotate.mutate(endpoint, { onSuccess: ({ secret }) => onSecret(secret) })}
            >
              {m.webhook_rotate()}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate(endpoint)}
            >
              {m.webhook_remove()}
            </Button>
          </>
        )}
      </Group>
      {open && <Log org={org} id={endpoint.id} zone={zone} manages={manages} />}
    </li>
  );
}
