import { Button, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Task } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { addDays, formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";

const DAYS = [1, 3, 7, 14];

/** Puts the reminders of a task off; its due date stays. */
export function Snooze({ org, task, today }: { org: string; task: Task; today: string }) {
  const queryClient = useQueryClient();
  const snooze = useMutation({
    mutationFn: (until: string) =>
      answer(
        client.POST("/api/v1/o/{org}/tasks/{id}/snooze", {
          params: { path: { org, id: task.id } },
          body: { until },
        }),
      ),
    onSuccess: (_, until) => notifySaved(m.snoozed_until({ date: formatDate(until) })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org, "tasks", task.id] }),
  });
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="compact-sm" loading={snooze.isPending}>
            {m.snooze()}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {DAYS.map((days) => (
            <Menu.Item key={days} onClick={() => snooze.mutate(addDays(today, days))}>
              {formatDate(addDays(today, days))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <FailureNotice error={snooze.error} />
    </>
  );
}
