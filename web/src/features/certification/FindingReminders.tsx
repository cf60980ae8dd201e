import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { RemindersSent } from "~/ui/RemindersSent.tsx";
import { findingDeliveriesQuery } from "./queries.ts";

/** The reminders of its answer and of what was promised. */
export function FindingReminders({ organisation, id }: { organisation: Organisation; id: string }) {
  const log = useQuery(findingDeliveriesQuery(organisation.slug, id));
  return <RemindersSent log={log} zone={organisation.zone} none={m.reminders_empty_finding()} />;
}
