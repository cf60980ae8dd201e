import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import {
  client,
  type Finding,
  type FindingChange,
  type NewFinding,
  type StepOfFinding,
} from "~/api/client.ts";
import { answer, ifMatch, isFailure } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { findingQuery, readFinding } from "./queries.ts";

/** Notes what was found on a visit of a certification. */
export function useRaising(org: string, certification: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: NewFinding) => {
      const params = { path: { org, id: certification }, header: { "Idempotency-Key": key.current } };
      return answer(client.POST("/api/v1/o/{org}/certifications/{id}/findings", { params, body }));
    },
    onSuccess: async (made) => {
      queryClient.setQueryData(findingQuery(org, made.id).queryKey, made);
      await queryClient.invalidateQueries({ queryKey: ["o", org] });
      onClose();
      notifySaved(m.finding_raised_now({ reference: made.reference }));
    },
    onError: (error) => {
      // An answer came, so the next attempt is another request; without one, the same may be repeated.
      if (isFailure(error) && error.status > 0) key.current = crypto.randomUUID();
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
