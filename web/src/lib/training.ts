import type {
  AgainForName,
  AssignmentStateName,
  AudienceRule,
  Completion,
  ModuleStateName,
  ProofName,
  RoleName,
  StandingName,
} from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import type { Look } from "./states.ts";

/** Where a training module stands. */
export const moduleStates: Record<ModuleStateName, Look> = {
  draft: { label: m.module_draft, shape: "empty", tone: "grey" },
  current: { label: m.module_current, shape: "full", tone: "green" },
  aside: { label: m.module_aside, shape: "slash", tone: "grey" },
};

/** How it stands today that somebody is asked for something. */
export const standings: Record<StandingName, Look> = {
  open: { label: m.assignment_standing_open, shape: "empty", tone: "blue" },
  overdue: { label: m.assignment_standing_overdue, shape: "alert", tone: "red" },
  done: { label: m.assignment_standing_done, shape: "full", tone: "green" },
  waived: { label: m.assignment_standing_waived, shape: "slash", tone: "grey" },
  expired: { label: m.assignment_standing_expired, shape: "alert", tone: "amber" },
  ended: { label: m.assignment_standing_ended, shape: "slash", tone: "grey" },
};

/** How it is kept. */
export const assignmentStates: Record<AssignmentStateName, Look> = {
  assigned: { label: m.assignment_state_assigned, shape: "empty", tone: "blue" },
  in_progress: { label: m.assignment_state_in_progress, shape: "half", tone: "amber" },
  quiz_failed: { label: m.assignment_state_quiz_failed, shape: "alert", tone: "amber" },
  completed: { label: m.assignment_state_completed, shape: "full", tone: "green" },
  waived: { label: m.assignment_state_waived, shape: "slash", tone: "grey" },
  ended: { label: m.assignment_state_ended, shape: "slash", tone: "grey" },
};

/** How it is shown that whoever confirms is who was asked; a code cannot be chosen yet. */
export const proofs: Record<ProofName, () => string> = {
  link: m.proof_link,
  code: m.proof_code,
  sign_in: m.proof_sign_in,
};

export const againFor: Record<AgainForName, () => string> = {
  nobody: m.again_nobody,
  changed: m.again_changed,
  all: m.again_all,
};

/** What somebody is here, by its word alone. */
export const roleLabels: Record<RoleName, () => string> = {
  owner: m.role_owner,
  admin: m.role_admin,
  manager: m.role_manager,
  contributor: m.role_contributor,
  auditor: m.role_auditor,
  staff: m.role_staff,
};

/** A rule of an audience in words. */
export function ruleWords({ kind, role, name, days }: AudienceRule): string {
  const who = name ?? m.somebody_gone();
  switch (kind) {
    case "everybody":
      return m.rule_everybody();
    case "owns_system":
      return m.rule_owns_system();
    case "role":
      return m.rule_role({ role: role ? roleLabels[role]() : "" });
    case "team":
      return m.rule_team({ name: who });
    case "answers_to":
      return m.rule_answers_to({ name: who });
    case "person":
      return who;
    case "new_within":
      return m.rule_new_within({ days: days ?? 0 });
  }
}

/** How many in a hundred of those who are asked did it, or need not; null where nobody is asked. */
export const percentDone = ({ asked, done, waived }: Completion) =>
  asked > 0 ? Math.floor(((done + waived) * 100) / asked) : null;
