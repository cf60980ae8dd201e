import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import {
  type ChecklistEdit,
  client,
  type NewTask,
  type Task,
  type TaskAction,
  type TaskChange,
} from "~/api/client.ts";
import { answer, ifMatch, isFailure } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
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
  return field === "owner" || field === "reviewer" ? task[field]?.id : task[field];
}

/** Whether it still says what a change made it say; a rule is what it says, not which object it is. */
const stillSays = (task: Task, changed: TaskChange) =>
  (Object.keys(changed) as (keyof TaskChange)[]).every(
    (field) => JSON.stringify(said(task, field) ?? null) === JSON.stringify(changed[field] ?? null),
  );

export function useTaskChange(org: string, id: string) {
  return useChange<Task, TaskChange>({
    org,
    queryKey: taskQuery(org, id).queryKey,
    read: () => readTask(org, id),
    holds: stillSays,
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/tasks/{id}", {
          params: { path: { org, id }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}

async function editOnce(org: string, id: string, version: number, body: ChecklistEdit): Promise<Task> {
  const params = { path: { org, id }, header: ifMatch(version) };
  return answer(client.POST("/api/v1/o/{org}/tasks/{id}/checklist", { params, body }));
}

/**
 * Changes a checklist item by item. What somebody else did meanwhile to other items, or to this one's place, is no reason
 * to ask: the change is made over it. Only words that were typed over others' words are.
 */
async function edit(org: string, id: string, version: number, body: ChecklistEdit): Promise<Task> {
  try {
    return await editOnce(org, id, version, body);
  } catch (error) {
    if (!isFailure(error, "stale_version") || body.action === "rename") throw error;
    return editOnce(org, id, (await readTask(org, id)).version, body);
  }
}

export function useChecklist(org: string, id: string) {
  return useChange<Task, ChecklistEdit>({
    org,
    queryKey: taskQuery(org, id).queryKey,
    send: (version, body) => edit(org, id, version, body),
    read: () => readTask(org, id),
    holds: (task, changed) =>
      changed.action === "remove" && task.checklist.every((item) => item.id !== changed.item),
  });
}

export interface Step {
  action: TaskAction | "send_back";
  reason?: string;
  /** Of a task that comes back: that what would follow is given up as well. */
  following?: boolean;
}

/** Takes a step with a task, over `version`. */
export function act(org: string, id: string, version: number, step: Step): Promise<Task> {
  const { action, reason = "", following = false } = step;
  const params = { path: { org, id }, header: ifMatch(version) };
  if (action === "cancel") {
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/cancel", { params, body: { reason, following } }));
  }
  if (action === "send_back") {
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/send-back", { params, body: { reason } }));
  }
  if (action === "reopen") {
    return answer(client.POST("/api/v1/o/{org}/tasks/{id}/reopen", { params, body: { reason } }));
  }
  return answer(client.POST(`/api/v1/o/{org}/tasks/{id}/${action}`, { params, body: {} }));
}

/** Takes back the step that made this version, while nothing else has happened to the task since. */
const takeBackStep = (org: string, { id, version }: Pick<Task, "id" | "version">): Promise<Task> =>
  answer(
    client.POST("/api/v1/o/{org}/tasks/{id}/take-back", {
      params: { path: { org, id }, header: ifMatch(version) },
      body: {},
    }),
  );

/** Moves a task along its life; what was a slip can be taken back. */
export function useTaskStep(org: string, id: string) {
  const queryClient = useQueryClient();
  const change = useChange<Task, Step>({
    org,
    queryKey: taskQuery(org, id).queryKey,
    send: (version, step) => act(org, id, version, step),
  });
  return { ...change, takeBack: (after: Task) => undoStep(queryClient, org, after) };
}

/** Takes a step back on the page as well, and says where the task stands again. */
export async function undoStep(queryClient: QueryClient, org: string, after: Task): Promise<string> {
  try {
    const before = await takeBackStep(org, after);
    queryClient.setQueryData(taskQuery(org, before.id).queryKey, before);
    return m.board_moved({ reference: before.reference, state: taskStates[before.state].label() });
  } catch (error) {
    if (isFailure(error, "stale_version")) return m.undo_changed_since();
    throw error;
  } finally {
    void queryClient.invalidateQueries({ queryKey: ["o", org] });
  }
}
