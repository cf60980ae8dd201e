import type { HistoryEntry } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { humanise } from "./states.ts";

const events: Record<string, () => string> = {
  control_adopted: m.event_control_adopted,
  standard_adopted: m.event_control_adopted,
  control_revised: m.event_control_revised,
  control_verified: m.event_control_verified,
  verification_lapsed: m.event_verification_lapsed,
  review_cycle_set: m.event_review_cycle_set,
  review_cycle_ended: m.event_review_cycle_ended,
  review_held: m.event_review_held,
  review_approved: m.event_review_approved,
  obligation_postponed: m.event_obligation_postponed,
  obligation_waived: m.event_obligation_waived,
  task_created: m.event_task_created,
  task_revised: m.event_task_revised,
  task_started: m.event_task_started,
  task_submitted: m.event_task_submitted,
  task_completed: m.event_task_completed,
  task_cancelled: m.event_task_cancelled,
  task_reopened: m.event_task_reopened,
  task_snoozed: m.event_task_snoozed,
  checklist_changed: m.event_checklist_changed,
  evidence_added: m.event_evidence_added,
  evidence_revised: m.event_evidence_revised,
  evidence_version_added: m.event_evidence_version_added,
  evidence_withdrawn: m.event_evidence_withdrawn,
  evidence_restored: m.event_evidence_restored,
  evidence_linked: m.event_evidence_linked,
  evidence_unlinked: m.event_evidence_unlinked,
  certification_added: m.event_certification_added,
  certification_revised: m.event_certification_revised,
  certificate_step_taken: m.event_certificate_step_taken,
  visit_set: m.event_visit_set,
  certification_put_aside: m.event_certification_put_aside,
  readiness_said: m.event_readiness_said,
  quotation_set: m.event_quotation_set,
  body_added: m.event_body_added,
  body_revised: m.event_body_revised,
  body_put_aside: m.event_body_put_aside,
  finding_raised: m.event_finding_raised,
  finding_revised: m.event_finding_revised,
  finding_step_taken: m.event_certificate_step_taken,
  module_added: m.event_module_added,
  module_revised: m.event_module_revised,
  module_drafted: m.event_module_drafted,
  module_approved: m.event_module_approved,
  module_put_aside: m.event_module_put_aside,
  training_assigned: m.event_training_assigned,
  training_attested: m.event_training_attested,
  training_waived: m.event_training_waived,
  attempts_allowed: m.event_attempts_allowed,
  comment_added: m.event_comment_added,
  comment_edited: m.event_comment_edited,
  comment_removed: m.event_comment_removed,
  task_shared: m.event_task_shared,
  task_linked: m.event_evidence_linked,
  task_unlinked: m.event_evidence_unlinked,
};

/** What happened, in a few words. */
export const eventWords = (event: string) => events[event]?.() ?? humanise(event);

const services: Record<string, string> = {
  jira_cloud: "Jira",
  jira_server: "Jira Data Center",
  slack: "Slack",
  teams: "Microsoft Teams",
};

/** Who did it, and through which service where it was not done here. */
export function actorWords({
  actor,
  via,
  by_token,
}: Pick<HistoryEntry, "actor" | "via" | "by_token">): string {
  const service = via ? (services[via] ?? humanise(via)) : null;
  if (actor.kind === "service") return service ?? m.actor_system();
  const name = actor.kind === "system" ? m.actor_system() : (actor.name ?? m.actor_former());
  if (actor.kind === "service_account") return m.actor_service_account({ name });
  if (by_token) return m.actor_by_token({ name });
  return service ? m.actor_via({ name, service }) : name;
}
