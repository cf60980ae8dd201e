import {
  client,
  type Finding,
  type FindingChange,
  type NewFinding,
  type StepOfFinding,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { useCreating } from "~/lib/creating.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { findingQuery, readFinding } from "./queries.ts";

/** Notes what was found on a visit of a certification. */
export function useRaising(org: string, certification: string, onClose: () => void) {
  return useCreating({
    org,
    send: (body: NewFinding, key) => {
      const params = { path: { org, id: certification }, header: { "Idempotency-Key": key } };
      return answer(client.POST("/api/v1/o/{org}/certifications/{id}/findings", { params, body }));
    },
    keyOf: ({ id }) => findingQuery(org, id).queryKey,
    done: async ({ reference }, fresh) => {
      // The page below shows it once the dialog is gone.
      await fresh;
      onClose();
      notifySaved(m.finding_raised_now({ reference }));
    },
  });
}

/** What it says of a field, as a change would. */
const said = (one: Finding, field: keyof FindingChange) => (field === "owner" ? one.owner?.id : one[field]);

export function useFindingChange(org: string, id: string) {
  return useChange<Finding, FindingChange>({
    org,
    queryKey: findingQuery(org, id).queryKey,
    read: () => readFinding(org, id),
    holds: stillSays(said),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PATCH("/api/v1/o/{org}/findings/{id}", { params, body }));
    },
  });
}

/** A step, which is no slip: what those who audit said is not taken back by a button. */
export function useFindingStep(org: string, id: string) {
  return useChange<Finding, StepOfFinding>({
    org,
    queryKey: findingQuery(org, id).queryKey,
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.POST("/api/v1/o/{org}/findings/{id}/steps", { params, body }));
    },
  });
}
