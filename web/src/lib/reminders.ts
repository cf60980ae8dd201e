import type { Delivery } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { formatDate } from "./dates.ts";
import { humanise } from "./states.ts";

/** One notice by mail, by its kind. */
const notices: Record<string, () => string> = {
  mentioned: m.told_mentioned,
  commented: m.told_commented,
  assigned: m.told_assigned,
  review_wanted: m.told_review_wanted,
  sent_back: m.told_sent_back,
  completed: m.told_completed,
};

/** Who else hears of what stays overdue. */
const escalations: Record<string, () => string> = {
  escalated_manager: m.reminder_escalated_manager,
  escalated_lead: m.reminder_escalated_lead,
  escalated_top: m.reminder_escalated_top,
};

/** Whether it reminds of a due date, other than what tells of something else. */
export const hasDue = (step: string) => !step.startsWith("told:") && !step.startsWith("digest");

/** What falls due, before the step: `review.lead_7` is a step of a review. */
const kinds: Record<string, (said: { step: string }) => string> = {
  review: m.reminder_of_review,
  validity: m.reminder_of_validity,
  expiry: m.reminder_of_expiry,
  access: m.reminder_of_access,
  surveillance: m.reminder_of_surveillance,
  recertification: m.reminder_of_recertification,
  certificate_expiry: m.reminder_of_certificate_expiry,
  restoration: m.reminder_of_restoration,
  booking: m.reminder_of_booking,
  visit: m.reminder_of_visit,
  internal_audit: m.reminder_of_internal_audit,
  management_review: m.reminder_of_management_review,
  quotation: m.reminder_of_quotation,
  answer: m.reminder_of_answer,
  correction: m.reminder_of_correction,
  training: m.reminder_of_training,
};

/** When in the life of a due date a reminder goes out, or what else a mail is. */
export function reminderWords(step: string): string {
  const [of, rest] = step.split(".");
  const due = of && rest ? kinds[of] : undefined;
  if (due && rest) return due({ step: reminderWords(rest) });
  const escalated = escalations[step];
  if (escalated) return escalated();
  const [kind, count] = step.split("_");
  const number = Number(count);
  if (step === "due") return m.reminder_due();
  if (step === "digest") return m.digest_step();
  if (step === "digest:weekly") return m.digest_weekly_step();
  const told = step.startsWith("told:") && notices[step.split(":")[1] ?? ""];
  if (told) return told();
  if (kind === "lead" && number > 0) return m.reminder_lead({ count: number });
  if (kind === "again" && count) return m.reminder_again({ date: formatDate(count) });
  if (kind === "overdue" && number > 0) return m.reminder_overdue({ count: number });
  return humanise(step);
}

const reasons: Record<string, () => string> = {
  closed: m.suppressed_closed,
  reassigned: m.suppressed_reassigned,
  rescheduled: m.suppressed_rescheduled,
  replaced: m.suppressed_replaced,
  inactive: m.suppressed_inactive,
  not_there: m.suppressed_not_there,
  disconnected: m.suppressed_disconnected,
  not_heard: m.suppressed_not_heard,
  unwanted: m.suppressed_unwanted,
  digested: m.suppressed_digested,
  read: m.suppressed_read,
  removed: m.suppressed_removed,
  unseen: m.suppressed_unseen,
  nothing_left: m.suppressed_nothing_left,
  address_dead: m.suppressed_address_dead,
  delegated: m.suppressed_delegated,
  over_most: m.suppressed_over_most,
};

/** Why something was not sent. */
export const suppressedWords = (reason: string) => reasons[reason]?.() ?? humanise(reason);

/** Why a reminder was not sent, or what went wrong with it. */
export function deliveryReason(
  delivery: Pick<Delivery, "reason" | "state" | "channel" | "copies" | "last_error">,
): string | null {
  if (delivery.reason) return suppressedWords(delivery.reason);
  if (delivery.state === "uncertain" && delivery.channel !== "mail") return m.delivery_unknown_why();
  if (delivery.state === "uncertain") return m.delivery_uncertain_why({ count: delivery.copies });
  return delivery.last_error ?? null;
}
