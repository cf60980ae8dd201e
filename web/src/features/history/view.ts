import type { ControlStatus, EvidenceState, HistoryEntry, Priority, TaskState } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { controlStatuses, evidenceStates, humanise, priorities, taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

const events: Record<string, () => string> = {
  control_adopted: m.event_control_adopted,
  standard_adopted: m.event_control_adopted,
  control_revised: m.event_control_revised,
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
};

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
};

export const eventWords = (event: string) => events[event]?.() ?? humanise(event);
export const fieldWords = (field: string) => fields[field]?.() ?? humanise(field);

const services: Record<string, string> = {
  jira_cloud: "Jira",
  jira_server: "Jira Data Center",
  slack: "Slack",
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

/** A value before or after a change, as a person would write it. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return m.value_none();
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
      (taskStates[text as TaskState] ?? evidenceStates[text as EvidenceState])?.label() ?? humanise(text)
    );
  if (field === "status") return controlStatuses[text as ControlStatus]?.label() ?? humanise(text);
  if (field === "priority") return priorities[text as Priority]?.() ?? humanise(text);
  return text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text;
}
