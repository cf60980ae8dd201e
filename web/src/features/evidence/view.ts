import type { EvidenceFor, EvidenceRow } from "~/api/client.ts";
import { evidenceStates, type Look, validities } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

/** One word for where evidence stands: what was withdrawn is neither valid nor not. */
export const lookOf = ({ state, validity }: Pick<EvidenceRow, "state" | "validity">): Look =>
  state === "withdrawn" ? evidenceStates.withdrawn : validities[validity];

/** Whether it shows something today. */
const counts = ({ state, validity }: Pick<EvidenceRow, "state" | "validity">) =>
  state === "current" && (validity === "valid" || validity === "runs_out_soon");

const there: Look = { label: m.suggestion_there, shape: "full", tone: "green" };
const over: Look = { label: m.suggestion_over, shape: "alert", tone: "amber" };
const missing: Look = { label: m.suggestion_missing, shape: "empty", tone: "grey" };

/** Whether what the catalogue suggests is there. */
export function suggestionLook(answers: EvidenceFor[]): Look {
  if (answers.some(({ evidence }) => counts(evidence))) return there;
  return answers.length > 0 ? over : missing;
}
