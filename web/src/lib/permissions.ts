import type { Organisation } from "~/api/client.ts";

export type Action =
  | "adopt_standard"
  | "read_people"
  | "manage_people"
  | "erase_person"
  | "export_person"
  | "read_controls"
  | "revise_control"
  | "verify_control"
  | "read_reviews"
  | "manage_reviews"
  | "hold_review"
  | "read_tasks"
  | "create_task"
  | "revise_task"
  | "work_task"
  | "review_task"
  | "answer_review"
  | "manage_templates"
  | "comment"
  | "read_deliveries"
  | "read_history"
  | "read_trail"
  | "read_connections"
  | "manage_connections"
  | "share_task"
  | "share_view"
  | "read_evidence"
  | "add_evidence"
  | "revise_evidence"
  | "withdraw_evidence"
  | "close_organisation"
  | "revise_settings"
  | "revise_profile"
  | "use_tokens"
  | "manage_services"
  | "read_certification"
  | "manage_certification"
  | "read_training"
  | "manage_training"
  | "take_training";

/** Whether the person may do this, to a thing owned by `owner` where the permission reaches only own things. */
export function may(me: Organisation["me"], action: Action, owner?: string | null): boolean {
  const reach = me.permissions[action];
  return reach === "all" || (reach === "own" && (owner === undefined || owner === me.person_id));
}
