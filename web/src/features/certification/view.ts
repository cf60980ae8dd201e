import type {
  AnchorName,
  CertificateStep,
  CertificateUsage,
  Certification,
  CycleDate,
  CycleDatePart,
  CycleDateStanding,
  FindingStepName,
  ForceName,
  MissedName,
  PartyName,
  PhaseName,
  VisitStateName,
} from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

/** How a date stands today. */
export const standings: Record<CycleDateStanding, Look> = {
  given: { label: m.standing_given, shape: "empty", tone: "grey" },
  ahead: { label: m.standing_ahead, shape: "dot", tone: "grey" },
  open: { label: m.standing_open, shape: "half", tone: "blue" },
  pressing: { label: m.standing_pressing, shape: "alert", tone: "amber" },
  missed: { label: m.standing_missed, shape: "alert", tone: "red" },
  met: { label: m.standing_met, shape: "full", tone: "green" },
  met_late: { label: m.standing_met_late, shape: "check", tone: "amber" },
};

export const visitStates: Record<VisitStateName, Look> = {
  planned: { label: m.visit_planned, shape: "dot", tone: "blue" },
  held: { label: m.visit_held, shape: "full", tone: "green" },
  cancelled: { label: m.visit_cancelled, shape: "slash", tone: "grey" },
};

/** What a certificate may be used for, where that wants saying wherever it is shown. */
export const usages: Partial<Record<CertificateUsage, Look>> = {
  smaller_scope: { label: m.usage_smaller_scope, shape: "half", tone: "amber" },
  halted: { label: m.usage_halted, shape: "alert", tone: "red" },
};

export const stepWords: Record<CertificateStep, () => string> = {
  sign_contract: m.step_sign_contract,
  begin_stage_1: m.step_begin_stage_1,
  finish_stage_2: m.step_finish_stage_2,
  grant: m.step_grant,
  repeat_stage_2: m.step_repeat_stage_2,
  decline: m.step_decline,
  suspend: m.step_suspend,
  reinstate: m.step_reinstate,
  reduce_scope: m.step_reduce_scope,
  reissue: m.step_reissue,
  withdraw: m.step_withdraw,
  expire: m.step_expire,
  recertify: m.step_recertify,
  restore: m.step_restore,
  begin_again: m.step_begin_again,
  transfer: m.step_transfer,
};

export const parties: Record<PartyName, () => string> = {
  certification_body: m.party_certification_body,
  either: m.party_either,
  both: m.party_both,
  calendar: m.party_calendar,
};

export const phases: Record<PhaseName, () => string> = {
  preparation: m.phase_preparation,
  pre_assessment: m.phase_pre_assessment,
  application: m.phase_application,
  stage_1: m.phase_stage_1,
  stage_2: m.phase_stage_2,
  corrective_action: m.phase_corrective_action,
  certification_decision: m.phase_certification_decision,
  surveillance_1: m.phase_surveillance_1,
  surveillance_2: m.phase_surveillance_2,
  recertification: m.phase_recertification,
  special_audit: m.phase_special_audit,
};

/** For what somebody of the certification body comes. */
export const visitPhases = [
  "pre_assessment",
  "stage_1",
  "stage_2",
  "surveillance_1",
  "surveillance_2",
  "recertification",
  "special_audit",
] as const satisfies PhaseName[];

/** What is most likely planned next, by where the certificate stands. */
export function likelyPhase(one: Pick<Certification, "state" | "next" | "visits">): PhaseName {
  if (one.state === "none") return "pre_assessment";
  if (one.state === "applied") return "stage_1";
  if (one.state === "in_initial_audit") {
    const seen = one.visits.some(({ phase, state }) => phase === "stage_1" && state !== "cancelled");
    return seen ? "stage_2" : "stage_1";
  }
  const next = one.next?.what;
  if (next === "recertification_audit" || next === "recertification_decision") return "recertification";
  return next === "first_surveillance" ? "surveillance_1" : "surveillance_2";
}

const anchors: Record<AnchorName, () => string> = {
  decision: m.anchor_decision,
  year: m.anchor_year,
  expiry: m.anchor_expiry,
  former_expiry: m.anchor_former_expiry,
  stage_1_end: m.anchor_stage_1_end,
  stage_2_end: m.anchor_stage_2_end,
  suspension: m.anchor_suspension,
  change: m.anchor_change,
  internal_audit: m.anchor_internal_audit,
  management_review: m.anchor_management_review,
  visit: m.anchor_visit,
  transfer: m.anchor_transfer,
};

export const anchorWords = (name: AnchorName) => anchors[name]();

export const forces: Record<ForceName, () => string> = {
  mandatory: m.force_mandatory,
  customary: m.force_customary,
  ours: m.force_ours,
  option: m.force_option,
};

export const missedWords: Record<MissedName, () => string> = {
  nothing: m.missed_nothing,
  suspended: m.missed_suspended,
  expired: m.missed_expired,
  withdrawn_or_reduced: m.missed_withdrawn_or_reduced,
  stage_2_again: m.missed_stage_2_again,
  stage_1_again: m.missed_stage_1_again,
  little_time: m.missed_little_time,
  agreement_broken: m.missed_agreement_broken,
  finding: m.missed_finding,
};

export const partWords: Record<CycleDatePart, () => string> = {
  earliest: m.part_earliest,
  target: m.part_target,
  warn_after: m.part_warn_after,
  latest: m.part_latest,
};

/** A date is known by what it is and, where there is one of each, its year. */
export const keyOf = ({ what, year }: Pick<CycleDate, "what" | "year">) => `${what} ${year ?? ""}`;

/** Steps that come with a decision of the certification body. */
export const decides = (step: CertificateStep) =>
  step === "grant" || step === "recertify" || step === "restore";

/** What a step is called on its button. */
export const findingSteps: Record<FindingStepName, () => string> = {
  answer: m.finding_step_answer,
  send_back: m.finding_step_send_back,
  accept: m.finding_step_accept,
  close: m.finding_step_close,
  dispute: m.finding_step_dispute,
  uphold: m.finding_step_uphold,
  drop: m.finding_step_drop,
  reopen: m.finding_step_reopen,
};
