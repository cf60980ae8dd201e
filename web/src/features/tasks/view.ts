import type { Control, Organisation, Task, TaskAction, TaskRow } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";

/** The steps that still lie ahead of a task. */
export const ACTIVE = "open,in_progress,ready_for_review";

export const isClosed = (task: { state: Task["state"] }) =>
  task.state === "done" || task.state === "cancelled";

/** A note or a link; a file counts as well, and is known apart. */
export const hasEvidence = (task: Task) => Boolean(task.evidence_note || task.evidence_url);

/** Whether somebody may accept a task: its named reviewer, or who may review any and does not do it themselves. */
function accepts(task: TaskRow, me: Organisation["me"]): boolean {
  const entitled = may(me, "review_task", task.owner?.id ?? null);
  if (!task.reviewer) return entitled;
  return task.reviewer.id === me.person_id || (entitled && task.owner?.id !== me.person_id);
}

/** Whether this person may take a step with a task, as far as the list knows it. */
export function mayStep(task: TaskRow, me: Organisation["me"], action: TaskAction): boolean {
  const owner = task.owner?.id ?? null;
  const waits = task.state === "ready_for_review";
  if (action === "complete") return waits ? accepts(task, me) : may(me, "work_task", owner);
  if (action === "cancel") return may(me, "review_task", owner);
  if (action !== "reopen") return may(me, "work_task", owner);
  return may(me, "review_task", owner) || (waits && task.reviewer?.id === me.person_id);
}

/** Whether a step could have been a slip of the hand, and can be taken back: no decision, and nothing with a reason. */
export const isSlip = ({ state }: Pick<TaskRow, "state">, action: TaskAction) =>
  (state === "open" || state === "in_progress") && action !== "cancel" && action !== "reopen";

/** What of the possible steps this person may take. */
export const allowedSteps = (task: Task, me: Organisation["me"]): TaskAction[] =>
  task.possible.filter((action) => mayStep(task, me, action));

/** How many items of its checklist are not done. */
export const openItems = (task: TaskRow) => task.items - task.items_done;

/** The one step that stands out; null when nothing sensible is left to do. */
export function nextStep(task: Task, steps: TaskAction[]): TaskAction | null {
  const order: Record<Task["state"], TaskAction[]> = {
    open: ["start"],
    in_progress: ["complete", "submit"],
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
