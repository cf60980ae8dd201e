import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type MyTask, type MyWork, type Task } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { readTask } from "../tasks/queries.ts";
import { myWorkQuery } from "./queries.ts";

/** What two taps can do: a step, another due date, or another morning to be reminded on. */
export type Act = { step: "start" | "complete" | "submit" } | { due: string } | { remind: string };

const params = (org: string, { id, version }: { id: string; version: number }) => ({
  path: { org, id },
  header: ifMatch(version),
});

function send(org: string, task: MyTask, act: Act): Promise<Task> {
  if ("due" in act) {
    const body = { due: act.due };
    return answer(client.PATCH("/api/v1/o/{org}/tasks/{id}", { params: params(org, task), body }));
  }
  if ("remind" in act) {
    const path = { org, id: task.id };
    const body = { until: act.remind };
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/snooze", { params: { path }, body }));
  }
  return answer(
    client.POST(`/api/v1/o/{org}/tasks/{id}/${act.step}`, { params: params(org, task), body: {} }),
  );
}

function said(act: Act, { reference }: MyTask): string {
  if ("due" in act) return m.work_due_now({ reference, date: formatDate(act.due) });
  if ("remind" in act) return m.snoozed_until({ date: formatDate(act.remind) });
  return { start: m.work_started, complete: m.work_done, submit: m.work_submitted }[act.step]({ reference });
}

/** Takes it back by a new change, unless something else has happened to the task since. */
async function takeBack(org: string, before: MyTask, after: Task, act: Act): Promise<string> {
  if ("due" in act) {
    const now = await readTask(org, after.id);
    if (now.due !== act.due) return m.undo_changed_since();
    const body = { due: before.due ?? null };
    await answer(client.PATCH("/api/v1/o/{org}/tasks/{id}", { params: params(org, now), body }));
  } else {
    await answer(
      client.POST("/api/v1/o/{org}/tasks/{id}/take-back", { params: params(org, after), body: {} }),
    );
  }
  return m.undo_done();
}

/** The page without a task; what the server says follows. */
const without = (work: MyWork | undefined, id: string) =>
  work && {
    ...work,
    groups: work.groups
      .map((group) => {
        const items = group.items.filter((task) => task.id !== id);
        return { ...group, items, total: group.total - (group.items.length - items.length) };
      })
      .filter((group) => group.total > 0),
  };

export function useAct(org: string) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["o", org] });
  return useMutation({
    mutationFn: ({ task, act }: { task: MyTask; act: Act }) => send(org, task, act),
    onSuccess: (after, { task, act }) => {
      const ends = "step" in act && act.step !== "start";
      if (ends) queryClient.setQueryData(myWorkQuery(org).queryKey, (work) => without(work, task.id));
      const back = () => takeBack(org, task, after, act).finally(refresh);
      // Another morning to be reminded on is chosen again, not taken back.
      notifySaved(said(act, task), "remind" in act ? undefined : back);
    },
    onSettled: refresh,
  });
}
