import type { UseQueryResult } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { FailureNotice } from "./FailureNotice.tsx";
import { LoadingLines } from "./Loading.tsx";
import { SentLog } from "./SentLog.tsx";

interface Props extends Omit<ComponentProps<typeof SentLog>, "log"> {
  log: UseQueryResult<ComponentProps<typeof SentLog>["log"]>;
}

/** The reminders of a thing, once they are there. */
export function RemindersSent({ log, ...rest }: Props) {
  if (log.isPending) return <LoadingLines lines={3} />;
  if (log.isError) return <FailureNotice error={log.error} onRetry={() => log.refetch()} />;
  return <SentLog log={log.data} {...rest} />;
}
