import { client, type NewTask, type Task, type TaskAction, type TaskChange } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { readTask, taskQuery } from "./queries.ts";

/** `key` makes a repeated sending of the same form create one task. */
export const createTask = (org: string, body: NewTask, key: string) =>
  answer(
    client.POST("/api/v1/o/{org}/tasks", {
      params: { path: { org }, header: { "Idempotency-Key": key } },
      body,
    }),
  );

/** What a task says of a field, as a change would. */
function said(task: Task, field: keyof TaskChange) {
  return field === "owner" ? task.owner?.id : task[field];
}

export function useTaskChange(org: string, id: string) {
  return useChange<Task, TaskChange>({
    org,
    queryKey: taskQuery(org, id).queryKey,
    read: () => readTask(org, id),
    holds: stillSays(said),
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/tasks/{id}", {
          params: { path: { org, id }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}

export interface Step {
  action: TaskAction;
  reason?: string;
}

function act(org: string, id: string, version: number, { action, reason = "" }: Step): Promise<Task> {
  const params = { path: { org, id }, header: ifMatch(version) };
  if (action === "cancel") {
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/cancel", { params, body: { reason } }));
  }
  if (action === "reopen") {
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/reopen", { params, body: { reason } }));
  }
  return answer(client.POST(`/api/v1/o/{org}/tasks/{id}/${action}`, { params, body: {} }));
}

/** Moves a task along its life. */
export function useTaskStep(org: string, id: string) {
  return useChange<Task, Step>({
    org,
    queryKey: taskQuery(org, id).queryKey,
    send: (version, step) => act(org, id, version, step),
  });
}
