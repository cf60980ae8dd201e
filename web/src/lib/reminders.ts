import type { Delivery } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { formatDate } from "./dates.ts";
import { humanise } from "./states.ts";

/** When in the life of a due date a reminder goes out. */
export function reminderWords(step: string): string {
  const [kind, count] = step.split("_");
  const number = Number(count);
  if (step === "due") return m.reminder_due();
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
};

/** Why a reminder was not sent, or what went wrong with it. */
export function deliveryReason(
  delivery: Pick<Delivery, "reason" | "state" | "channel" | "copies" | "last_error">,
): string | null {
  if (delivery.reason) return reasons[delivery.reason]?.() ?? humanise(delivery.reason);
  if (delivery.state === "uncertain" && delivery.channel !== "mail") return m.delivery_unknown_why();
  if (delivery.state === "uncertain") return m.delivery_uncertain_why({ count: delivery.copies });
  return delivery.last_error ?? null;
}
