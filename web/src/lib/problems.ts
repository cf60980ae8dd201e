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
  no_room: m.problem_no_room,
  unreachable: m.problem_unreachable,
  internal: m.problem_internal,
};

/** Why a rule said no, as far as somebody who is not signed in can meet it; the others are in `refusals.ts`. */
const reasons: Record<string, () => string> = {
  sign_in_first: m.refused_sign_in_first,
  taken: m.refused_taken,
  inactive: m.refused_inactive,
};

/** Teaches the words for further reasons. */
export const knowReasons = (more: typeof reasons) => void Object.assign(reasons, more);

const fields: Record<string, () => string> = {
  password_wrong: m.field_password_wrong,
  password_too_short: m.field_password_too_short,
  password_too_long: m.field_password_too_long,
  password_too_common: m.field_password_too_common,
  required: m.field_required,
  blank: m.field_required,
  too_long: m.field_too_long,
  may_not: m.field_may_not,
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

/** What is wrong with each field, by where it stands in what was sent: for lists, whose fields are named alike. */
export function placedErrors(error: unknown): Record<string, string> {
  if (!isFailure(error)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, code, detail }) => [pointer, fields[code]?.() ?? detail]),
  );
}

/** The request's number, which support can look up; only for failures that are ours. */
export function supportNumber(error: unknown): string | null {
  return isFailure(error) && error.status >= 500 ? (error.problem.request_id ?? null) : null;
}
