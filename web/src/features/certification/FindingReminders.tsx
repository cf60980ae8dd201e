import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { SentLog } from "~/ui/SentLog.tsx";
import { findingDeliveriesQuery } from "./queries.ts";

/** The reminders of its answer and of what was promised. */
export function FindingReminders({ organisation, id }: { organisation: Organisation; id: string }) {
  const log = useQuery(findingDeliveriesQuery(organisation.slug, id));
  if (log.isPending) return <LoadingLines lines={3} />;
  if (log.isError) return <FailureNotice error={log.error} onRetry={() => log.refetch()} />;
  return <SentLog log={log.data} zone={organisation.zone} none={m.reminders_empty_finding()} />;
}
