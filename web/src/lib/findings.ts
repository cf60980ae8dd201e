import type { FindingGrade, FindingStateName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import type { Look } from "./states.ts";

/** How a finding stands, wherever it is shown. */
export const findingStates: Record<FindingStateName, Look> = {
  issued: { label: m.finding_issued, shape: "empty", tone: "amber" },
  disputed: { label: m.finding_disputed, shape: "alert", tone: "amber" },
  answered: { label: m.finding_answered, shape: "half", tone: "blue" },
  accepted: { label: m.finding_accepted, shape: "most", tone: "blue" },
  closed: { label: m.finding_closed, shape: "full", tone: "green" },
};

/** How much it weighs. */
export const grades: Record<FindingGrade, Look> = {
  major: { label: m.grade_major, shape: "alert", tone: "red" },
  minor: { label: m.grade_minor, shape: "alert", tone: "amber" },
  concern: { label: m.grade_concern, shape: "half", tone: "amber" },
  opportunity: { label: m.grade_opportunity, shape: "dot", tone: "blue" },
  positive: { label: m.grade_positive, shape: "check", tone: "green" },
};

/** What has to be answered. */
export const needsAnswer = (grade: FindingGrade) => ["major", "minor", "concern"].includes(grade);
