import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { type Body, type BodyChange, client } from "~/api/client.ts";
import { answer, ifMatch, isFailure } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { bodyQuery, readBody } from "./queries.ts";

/** Adds a body to those that are known and goes to it. */
export function useAddingBody(org: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: BodyChange) => {
      const params = { path: { org }, header: { "Idempotency-Key": key.current } };
      return answer(client.POST("/api/v1/o/{org}/bodies", { params, body }));
    },
    onSuccess: async (made) => {
      queryClient.setQueryData(bodyQuery(org, made.id).queryKey, made);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      onClose();
      await navigate({ to: "/o/$org/bodies/$id", params: { org, id: made.id } });
      notifySaved(m.body_added({ reference: made.reference }));
    },
    onError: (error) => {
      // An answer came, so the next attempt is another request; without one, the same may be repeated.
      if (isFailure(error) && error.status > 0) key.current = crypto.randomUUID();
    },
  });
}

export function useBodyChange(org: string, id: string) {
  return useChange<Body, BodyChange>({
    org,
    queryKey: bodyQuery(org, id).queryKey,
    read: () => readBody(org, id),
    holds: stillSays((one, field) => one[field]),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PATCH("/api/v1/o/{org}/bodies/{id}", { params, body }));
    },
  });
}

export function useBodyAside(org: string, id: string) {
  return useChange<Body, { aside: boolean }>({
    org,
    queryKey: bodyQuery(org, id).queryKey,
    read: () => readBody(org, id),
    holds: stillSays((one, field) => one[field]),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PUT("/api/v1/o/{org}/bodies/{id}/aside", { params, body }));
    },
  });
}
