import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { RemindersSent } from "~/ui/RemindersSent.tsx";
import { certificationDeliveriesQuery } from "./queries.ts";

/** The reminders of its dates. */
export function Reminders({ organisation, id }: { organisation: Organisation; id: string }) {
  const log = useQuery(certificationDeliveriesQuery(organisation.slug, id));
  return <RemindersSent log={log} zone={organisation.zone} none={m.reminders_empty_certification()} />;
}
