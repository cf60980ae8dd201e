import type {
  ControlStatus,
  DeliveryState,
  EvidenceState,
  Priority,
  TaskState,
  Validity,
  WorkGroup,
} from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";

/** A state is told by its word, its shape and its colour, so that none of them has to carry it alone. */
export interface Look {
  label: () => string;
  shape: "empty" | "dot" | "half" | "most" | "check" | "full" | "slash" | "alert" | "question";
  tone: "grey" | "blue" | "amber" | "green" | "teal" | "red";
}

export const controlStatuses: Record<ControlStatus, Look> = {
  not_started: { label: m.status_not_started, shape: "empty", tone: "grey" },
  planned: { label: m.status_planned, shape: "dot", tone: "blue" },
  in_progress: { label: m.status_in_progress, shape: "half", tone: "amber" },
  implemented: { label: m.status_implemented, shape: "check", tone: "green" },
  verified: { label: m.status_verified, shape: "full", tone: "teal" },
};

/** Beside a state that says one thing while something else about it wants looking at. */
export const attention: Look = { label: m.needs_attention, shape: "alert", tone: "amber" };

export const taskStates: Record<TaskState, Look> = {
  open: { label: m.task_state_open, shape: "empty", tone: "grey" },
  in_progress: { label: m.task_state_in_progress, shape: "half", tone: "amber" },
  ready_for_review: { label: m.task_state_ready_for_review, shape: "most", tone: "blue" },
  done: { label: m.task_state_done, shape: "full", tone: "green" },
  cancelled: { label: m.task_state_cancelled, shape: "slash", tone: "grey" },
};

export const deliveryStates: Record<DeliveryState, Look> = {
  planned: { label: m.delivery_planned, shape: "dot", tone: "blue" },
  sending: { label: m.delivery_sending, shape: "half", tone: "amber" },
  delivered: { label: m.delivery_delivered, shape: "full", tone: "green" },
  suppressed: { label: m.delivery_suppressed, shape: "slash", tone: "grey" },
  dead: { label: m.delivery_dead, shape: "alert", tone: "red" },
  uncertain: { label: m.delivery_uncertain, shape: "question", tone: "amber" },
};

export const evidenceStates: Record<EvidenceState, Look> = {
  current: { label: m.evidence_current, shape: "check", tone: "green" },
  withdrawn: { label: m.evidence_withdrawn, shape: "slash", tone: "grey" },
};

/** What the period of evidence says today. */
export const validities: Record<Validity, Look> = {
  not_yet: { label: m.validity_not_yet, shape: "dot", tone: "blue" },
  valid: { label: m.validity_valid, shape: "full", tone: "green" },
  runs_out_soon: { label: m.validity_runs_out_soon, shape: "half", tone: "amber" },
  ran_out: { label: m.validity_ran_out, shape: "alert", tone: "red" },
};

export const priorities: Record<Priority, () => string> = {
  low: m.priority_low,
  normal: m.priority_normal,
  high: m.priority_high,
  urgent: m.priority_urgent,
};

export const priorityNames = Object.keys(priorities) as Priority[];

/** A code nobody has words for yet, readable all the same: `ai_system_owner` as "AI system owner". */
export function humanise(code: string): string {
  if (!/^[a-z0-9_]+$/.test(code)) return code;
  const words = code.replaceAll("_", " ");
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\b(ai|aims|it|ml|hr)\b/gi, (word) =>
    word.toUpperCase(),
  );
}

/** Why a task stands where it does among one's work. */
export const workGroups: Record<WorkGroup, () => string> = {
  review: m.work_review,
  handed_back: m.work_handed_back,
  overdue: m.filter_overdue,
  week: m.figure_due_soon,
  later: m.work_later,
  undated: m.work_undated,
  handed_in: m.work_handed_in,
};
