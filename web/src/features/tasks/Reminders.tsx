import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Organisation, Task } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { SentLog } from "~/ui/SentLog.tsx";
import { deliveriesQuery } from "./queries.ts";
import { Snooze } from "./Snooze.tsx";
import { isClosed } from "./view.ts";

interface Props {
  organisation: Organisation;
  task: Task;
  /** Puts the date itself off. */
  putOff: ReactNode;
}

/** The task's reminders, and the ways to have them later. */
export function Reminders({ organisation, task, putOff }: Props) {
  const { slug, me, zone, today } = organisation;
  const open = !isClosed(task);
  const snoozes = open && may(me, "work_task", task.owner?.id ?? null);
  const log = useQuery(deliveriesQuery(slug, task.id));
  if (log.isPending) return <LoadingLines lines={3} />;
  if (log.isError) return <FailureNotice error={log.error} onRetry={() => log.refetch()} />;
  return (
    <>
      <Group gap="xs" mb="sm">
        {snoozes && log.data.upcoming && <Snooze org={slug} task={task} today={today} />}
        {open && task.due && putOff}
      </Group>
      <SentLog log={log.data} zone={zone} none={m.reminders_empty_text()} />
    </>
  );
}
