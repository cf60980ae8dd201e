import type { ReviewOutcome } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

/** What a review came to. */
export const outcomes: Record<ReviewOutcome, Look> = {
  suitable: { label: m.review_suitable, shape: "check", tone: "green" },
  changes_needed: { label: m.review_changes_needed, shape: "half", tone: "amber" },
  unsuitable: { label: m.review_unsuitable, shape: "alert", tone: "red" },
};

/** Beside a date that has passed. */
export const overdue: Look = { label: m.filter_overdue, shape: "alert", tone: "red" };

/** Beside what nobody has looked at for a year. */
export const stale: Look = { label: m.review_stale, shape: "alert", tone: "amber" };

/** Beside what a reviewer said and nobody has approved yet. */
export const unapproved: Look = { label: m.review_waits, shape: "most", tone: "blue" };
