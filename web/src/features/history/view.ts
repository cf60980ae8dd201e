import type {
  AccreditedName,
  CertificateState,
  ControlStatus,
  EvidenceState,
  FindingGrade,
  FindingStateName,
  Priority,
  ProofName,
  TaskState,
} from "~/api/client.ts";
import { accreditations } from "~/lib/bodies.ts";
import { certificateStates } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { findingStates, grades } from "~/lib/findings.ts";
import { controlStatuses, evidenceStates, humanise, priorities, taskStates } from "~/lib/states.ts";
import { proofs } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";

const fields: Record<string, () => string> = {
  title: m.field_title,
  description: m.field_description,
  expected_evidence: m.field_expected_evidence,
  evidence_required: m.field_evidence_required,
  evidence_note: m.field_evidence_note,
  evidence_url: m.field_evidence_url,
  owner: m.owner,
  reviewer: m.reviewer,
  checklist: m.checklist,
  recurrence: m.repeats,
  due: m.due,
  priority: m.priority,
  state: m.state,
  status: m.state,
  control: m.control,
  cancel_reason: m.reason,
  withdrawn_because: m.reason,
  valid_from: m.valid_from,
  valid_until: m.valid_until,
  file_version: m.version,
  notes: m.notes_title,
  verified_by: m.verified_by,
  verified_on: m.verified_on,
  lapses_on: m.lapses_on,
  lapsed_on: m.lapsed_on,
  verification_note: m.verification_note,
  verify_every: m.verification_holds,
  standard: m.certification_standard,
  scope: m.certification_scope,
  body: m.certification_body,
  number: m.certificate_number,
  expiry: m.certificate_last_day,
  decision: m.certificate_decision,
  effective: m.step_effective,
  since: m.certificate_since_field,
  internal_audit: m.last_internal_audit,
  management_review: m.last_management_review,
  visits: m.visits,
  suspension: m.suspension,
  reason: m.reason,
  contract: m.contract_number,
  contract_ends: m.contract_ends,
  team: m.audit_team,
  sites: m.certificate_sites,
  soa: m.certificate_soa,
  name: m.body_name,
  accredited: m.body_accredited,
  accreditation: m.body_accreditation,
  accredited_until: m.body_accredited_last,
  competence: m.body_competence,
  sectors: m.body_sectors,
  languages: m.body_languages,
  references: m.body_references,
  conflicts: m.body_conflicts,
  advised_until: m.body_advised,
  contacts: m.body_contacts,
  grade: m.finding_grade,
  requirement: m.finding_requirement,
  evidence: m.finding_evidence,
  raised: m.finding_raised_field,
  act_by: m.finding_act_by,
  correction: m.finding_correction,
  cause: m.finding_cause,
  action: m.finding_action,
  audience: m.training_audience,
  rhythm: m.training_rhythm,
  proof: m.training_proof,
  current: m.training_current,
  catalogue: m.training_catalogue,
};

export const fieldWords = (field: string) => fields[field]?.() ?? humanise(field);

/** A value before or after a change, as a person would write it. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return m.value_none();
  if (field === "verify_every") return m.months({ count: Number(value) });
  if (typeof value === "boolean") return value ? m.yes() : m.no();
  if (field === "checklist" && Array.isArray(value)) {
    const done = value.filter((item: { done?: unknown }) => item.done).length;
    return m.checklist_progress({ done, count: value.length });
  }
  if (typeof value === "object") {
    const { name, reference } = value as { name?: string; reference?: string };
    return name ?? reference ?? m.value_changed();
  }
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text);
  if (field === "state")
    return (
      (
        taskStates[text as TaskState] ??
        evidenceStates[text as EvidenceState] ??
        certificateStates[text as CertificateState] ??
        findingStates[text as FindingStateName]
      )?.label() ?? humanise(text)
    );
  if (field === "accredited") return accreditations[text as AccreditedName]?.label() ?? humanise(text);
  if (field === "proof") return proofs[text as ProofName]?.() ?? humanise(text);
  if (field === "grade") return grades[text as FindingGrade]?.label() ?? humanise(text);
  if (field === "status") return controlStatuses[text as ControlStatus]?.label() ?? humanise(text);
  if (field === "priority") return priorities[text as Priority]?.() ?? humanise(text);
  return text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text;
}
