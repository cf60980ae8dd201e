import { type Failure, isFailure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";

const codes: Record<string, () => string> = {
  signed_out: m.problem_signed_out,
  forbidden: m.problem_forbidden,
  not_found: m.problem_not_found,
  invalid_input: m.problem_invalid_input,
  stale_version: m.problem_stale_version,
  link_invalid: m.problem_link_invalid,
  sign_in_failed: m.problem_sign_in_failed,
  too_many_attempts: m.problem_too_many_attempts,
  too_many_requests: m.problem_too_many_requests,
  too_large: m.problem_too_large,
  unavailable: m.problem_unavailable,
  unreachable: m.problem_unreachable,
  internal: m.problem_internal,
};

const reasons: Record<string, () => string> = {
  evidence_missing: m.refused_evidence_missing,
  wrong_state: m.refused_wrong_state,
  not_implemented: m.refused_not_implemented,
  own_work: m.refused_own_work,
  verified_in_future: m.refused_verified_in_future,
  verified_too_long_ago: m.refused_verified_too_long_ago,
  already_adopted: m.refused_already_adopted,
  already_connected: m.refused_already_connected,
  not_set_up: m.refused_not_set_up,
  last_owner: m.refused_last_owner,
  owners_only: m.refused_owners_only,
  yourself: m.refused_yourself,
  inactive: m.refused_inactive,
  active: m.refused_active,
  has_account: m.refused_has_account,
  not_invited: m.refused_not_invited,
  open_work: m.refused_open_work,
  taken: m.refused_taken,
  sign_in_first: m.refused_sign_in_first,
  too_many_rows: m.refused_too_many_rows,
  not_previewed: m.refused_not_previewed,
  team_archived: m.refused_team_archived,
  team_in_use: m.refused_team_in_use,
  too_many_tokens: m.refused_too_many_tokens,
};

const fields: Record<string, () => string> = {
  password_wrong: m.field_password_wrong,
  password_too_short: m.field_password_too_short,
  password_too_long: m.field_password_too_long,
  password_too_common: m.field_password_too_common,
  required: m.field_required,
  blank: m.field_required,
  too_long: m.field_too_long,
};

function refused(failure: Failure): string {
  const words = failure.reason ? reasons[failure.reason] : undefined;
  return words?.() ?? failure.problem.detail ?? m.problem_refused();
}

/** What happened, in words for the person. */
export function words(error: unknown): string {
  if (!isFailure(error)) return m.problem_internal();
  if (error.code === "refused") return refused(error);
  if (error.code === "service_failed")
    return m.problem_service_failed({ detail: error.problem.detail ?? "" });
  return codes[error.code]?.() ?? error.problem.detail ?? error.problem.title ?? m.problem_internal();
}

/** The words for each field, by the last part of its pointer: `/address` under `address`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!isFailure(error)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, code, detail }) => [
      pointer.split("/").at(-1) ?? "",
      fields[code]?.() ?? detail,
    ]),
  );
}

/** The request's number, which support can look up; only for failures that are ours. */
export function supportNumber(error: unknown): string | null {
  return isFailure(error) && error.status >= 500 ? (error.problem.request_id ?? null) : null;
}
