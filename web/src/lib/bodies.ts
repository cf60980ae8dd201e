import type { AccreditedName, DoubtName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import type { Look } from "./states.ts";

/** Whether a certification body is accredited for an AI management system. */
export const accreditations: Record<AccreditedName, Look> = {
  yes: { label: m.accredited_yes, shape: "full", tone: "green" },
  unknown: { label: m.accredited_unknown, shape: "empty", tone: "grey" },
  no: { label: m.accredited_no, shape: "alert", tone: "red" },
};

/** What should be asked about before somebody signs. */
export const doubts: Record<DoubtName, Look> = {
  not_accredited: { label: m.doubt_not_accredited, shape: "alert", tone: "red" },
  advised: { label: m.doubt_advised, shape: "alert", tone: "red" },
  accreditation_over: { label: m.doubt_accreditation_over, shape: "alert", tone: "amber" },
  accreditation_unknown: { label: m.doubt_accreditation_unknown, shape: "empty", tone: "amber" },
  conflict: { label: m.doubt_conflict, shape: "half", tone: "amber" },
};

/** Where a body stands in lists that name it. */
export const bodyAside: Look = { label: m.body_aside, shape: "slash", tone: "grey" };
