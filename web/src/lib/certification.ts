import type { CertificateState, CycleDateName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import type { Look } from "./states.ts";

/** Where a certificate stands, wherever it is shown. */
export const certificateStates: Record<CertificateState, Look> = {
  none: { label: m.certificate_none, shape: "empty", tone: "grey" },
  applied: { label: m.certificate_applied, shape: "dot", tone: "blue" },
  in_initial_audit: { label: m.certificate_in_initial_audit, shape: "half", tone: "amber" },
  awaiting_decision: { label: m.certificate_awaiting_decision, shape: "most", tone: "blue" },
  certified: { label: m.certificate_certified, shape: "full", tone: "green" },
  suspended: { label: m.certificate_suspended, shape: "alert", tone: "red" },
  scope_reduced: { label: m.certificate_scope_reduced, shape: "half", tone: "amber" },
  expired: { label: m.certificate_expired, shape: "alert", tone: "red" },
  withdrawn: { label: m.certificate_withdrawn, shape: "slash", tone: "grey" },
  transferred: { label: m.certificate_transferred, shape: "slash", tone: "grey" },
};

const cycleDates: Record<CycleDateName, () => string> = {
  stage_2: m.cycle_stage_2,
  majors_after_stage_2: m.cycle_majors_after_stage_2,
  cycle_start: m.cycle_start,
  expiry: m.cycle_expiry,
  first_surveillance: m.cycle_first_surveillance,
  yearly_surveillance: m.cycle_yearly_surveillance,
  second_surveillance: m.cycle_second_surveillance,
  recertification_audit: m.cycle_recertification_audit,
  recertification_decision: m.cycle_recertification_decision,
  majors_at_recertification: m.cycle_majors_at_recertification,
  renewed_expiry: m.cycle_renewed_expiry,
  restoration: m.cycle_restoration,
  restored_expiry: m.cycle_restored_expiry,
  suspension_end: m.cycle_suspension_end,
  notice_of_change: m.cycle_notice_of_change,
  internal_audit: m.cycle_internal_audit,
  management_review: m.cycle_management_review,
  internal_audit_before_visit: m.cycle_internal_audit_before_visit,
  management_review_before_visit: m.cycle_management_review_before_visit,
  transferred_expiry: m.cycle_transferred_expiry,
};

/** What a date of a cycle is, with its year where there is one of each. */
export const cycleDateWords = (what: CycleDateName, year?: number | null) =>
  year ? m.cycle_of_year({ what: cycleDates[what](), year }) : cycleDates[what]();
