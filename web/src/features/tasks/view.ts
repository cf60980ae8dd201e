import type { Control, Organisation, Task, TaskAction } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";

/** The steps that still lie ahead of a task. */
export const ACTIVE = "open,in_progress,ready_for_review";

export const isClosed = (task: { state: Task["state"] }) =>
  task.state === "done" || task.state === "cancelled";

/** A note or a link; a file counts as well, and is known apart. */
export const hasEvidence = (task: Task) => Boolean(task.evidence_note || task.evidence_url);

/** What of the possible steps this person may take. */
export function allowedSteps(task: Task, me: Organisation["me"]): TaskAction[] {
  const owner = task.owner?.id ?? null;
  const allowed: Record<TaskAction, boolean> = {
    start: may(me, "work_task", owner),
    submit: may(me, "work_task", owner),
    complete: task.evidence_required ? may(me, "review_task", owner) : may(me, "work_task", owner),
    cancel: may(me, "revise_task", owner),
    reopen: may(me, "revise_task", owner) || may(me, "review_task", owner),
  };
  return task.possible.filter((action) => allowed[action]);
}

/** The one step that stands out; null when nothing sensible is left to do. */
export function nextStep(task: Task, steps: TaskAction[]): TaskAction | null {
  const order: Record<Task["state"], TaskAction[]> = {
    open: ["start"],
    in_progress: task.evidence_required ? ["submit"] : ["complete", "submit"],
    ready_for_review: ["complete"],
    done: [],
    cancelled: [],
  };
  return order[task.state].find((action) => steps.includes(action)) ?? null;
}

export function stepWords(action: TaskAction, state: Task["state"]): string {
  if (action === "complete" && state === "ready_for_review") return m.step_approve();
  if (action === "reopen" && state === "ready_for_review") return m.step_send_back();
  return {
    start: m.step_start,
    submit: m.step_submit,
    complete: m.step_complete,
    cancel: m.step_cancel,
    reopen: m.step_reopen,
  }[action]();
}

/** What a task made from a control starts with. */
export function suggestion(control: Control) {
  return {
    control: { id: control.id, reference: control.reference, title: control.title },
    title: m.task_suggested_title({ reference: control.reference, title: control.title }),
    expectedEvidence: control.evidence.map((line) => `- ${line}`).join("\n"),
  };
}
