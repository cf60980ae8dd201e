import { formatInstant } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

/** An operator belongs to no organisation, so moments are told by their own clock. */
export const moment = (instant: string) =>
  formatInstant(instant, Intl.DateTimeFormat().resolvedOptions().timeZone);

export function look(one: { suspended_at?: string | null; closing_at?: string | null }): Look {
  if (one.closing_at) return { label: m.operator_closed, shape: "slash", tone: "amber" };
  return one.suspended_at
    ? { label: m.operator_suspended, shape: "slash", tone: "amber" }
    : { label: m.operator_works, shape: "full", tone: "green" };
}

const actions: Record<string, () => string> = {
  operator_granted: m.operator_did_grant,
  operator_revoked: m.operator_did_revoke,
  organisations_seen: m.operator_did_list,
  organisation_seen: m.operator_did_look,
  organisation_suspended: m.operator_did_suspend,
  organisation_resumed: m.operator_did_resume,
  limits_changed: m.operator_did_limit,
  jobs_seen: m.operator_did_see_jobs,
  job_retried: m.operator_did_retry,
  log_seen: m.operator_did_read_log,
};

/** What an operator did, in words. */
export const did = (action: string) => actions[action]?.() ?? action.replaceAll("_", " ");
