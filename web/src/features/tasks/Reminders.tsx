import { Box, Text } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Delivery, Organisation, Task } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { deliveryReason, hasDue, reminderWords } from "~/lib/reminders.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import { type Moment, Timeline } from "~/ui/Timeline.tsx";
import { deliveriesQuery } from "./queries.ts";
import { Snooze } from "./Snooze.tsx";
import { isClosed } from "./view.ts";

/** What was planned, sent or held back, and why; the next reminder stands first. */
export function Reminders({ organisation, task }: { organisation: Organisation; task: Task }) {
  const { slug, me, zone, today } = organisation;
  const snoozes = !isClosed(task) && may(me, "work_task", task.owner?.id ?? null);
  const log = useQuery(deliveriesQuery(slug, task.id));
  if (log.isPending) return <LoadingLines lines={3} />;
  if (log.isError) return <FailureNotice error={log.error} onRetry={() => log.refetch()} />;
  const { items, upcoming } = log.data;
  if (items.length === 0 && !upcoming) {
    return (
      <EmptyState title={m.reminders_empty_title()}>
        <p>{m.reminders_empty_text()}</p>
      </EmptyState>
    );
  }
  const next: Moment[] = upcoming
    ? [
        {
          id: "upcoming",
          mark: <IconClock size={16} aria-hidden="true" />,
          title: m.reminder_next({ step: reminderWords(upcoming.step) }),
          when: formatInstant(upcoming.at, zone),
        },
      ]
    : [];
  return (
    <>
      {snoozes && upcoming && (
        <Box mb="sm">
          <Snooze org={slug} task={task} today={today} />
        </Box>
      )}
      <Timeline label={m.reminders()} moments={[...next, ...items.map((each) => moment(each, zone))]} />
    </>
  );
}

const channels: Record<string, (words: { name: string; at: string }) => string> = {
  mail: m.reminder_to_at,
  direct: m.reminder_direct_to_at,
  posted: m.reminder_posted_at,
};

function moment(delivery: Delivery, zone: string): Moment {
  const look = deliveryStates[delivery.state];
  const reason = deliveryReason(delivery);
  const at = formatInstant(delivery.settled_at ?? delivery.planned_at, zone);
  return {
    id: delivery.id,
    mark: <StateShape look={look} />,
    title: (
      <>
        {reminderWords(delivery.step)} <StateMark look={look} bare />
      </>
    ),
    when: (channels[delivery.channel] ?? m.reminder_to_at)({ name: delivery.recipient.name, at }),
    body: (
      <Text size="sm" c="dimmed">
        {reason ?? (hasDue(delivery.step) ? m.reminder_for_date({ date: formatDate(delivery.due) }) : null)}
      </Text>
    ),
  };
}
