import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { RemindersSent } from "~/ui/RemindersSent.tsx";
import { evidenceDeliveriesQuery } from "./queries.ts";

/** The reminders of the end of its validity. */
export function Reminders({ organisation, id }: { organisation: Organisation; id: string }) {
  const log = useQuery(evidenceDeliveriesQuery(organisation.slug, id));
  return <RemindersSent log={log} zone={organisation.zone} none={m.reminders_empty_evidence()} />;
}
