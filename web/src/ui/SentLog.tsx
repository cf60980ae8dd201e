import { Text } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import type { Delivery, SentLog as Log } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { deliveryReason, hasDue, reminderWords } from "~/lib/reminders.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "./EmptyState.tsx";
import { postponedMoment, postponedWords } from "./postponed.tsx";
import { StateMark, StateShape } from "./StateMark.tsx";
import { type Moment, Timeline } from "./Timeline.tsx";

interface Props {
  log: Log;
  zone: string;
  /** When reminders of such a thing are planned, for where there are none. */
  none: string;
}

/** What was planned, sent or held back of one thing, and how its date moved; the next reminder stands first. */
export function SentLog({ log, zone, none }: Props) {
  const { items, postponements, upcoming } = log;
  if (items.length === 0 && postponements.length === 0 && !upcoming) {
    return (
      <EmptyState title={m.reminders_empty_title()}>
        <p>{none}</p>
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
  // Both come latest first; what was put off stands before the reminders that followed from it.
  const happened = [
    ...items.map((each) => ({ at: each.planned_at, moment: moment(each, zone) })),
    ...postponements.map((each) => ({
      at: each.at,
      moment: postponedMoment(
        each,
        zone,
        (each.waived ? m.reminder_waived : m.reminder_put_off)(postponedWords(each)),
      ),
    })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return <Timeline label={m.reminders()} moments={[...next, ...happened.map((each) => each.moment)]} />;
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
      <>
        {delivery.stands_for && (
          <Text size="sm">{m.reminder_stands_for({ name: delivery.stands_for.name })}</Text>
        )}
        <Text size="sm" c="dimmed">
          {reason ?? (hasDue(delivery.step) ? m.reminder_for_date({ date: formatDate(delivery.due) }) : null)}
        </Text>
      </>
    ),
  };
}
