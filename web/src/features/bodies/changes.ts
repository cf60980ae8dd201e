import { useNavigate } from "@tanstack/react-router";
import { type Body, type BodyChange, client } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { useCreating } from "~/lib/creating.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { bodyQuery, readBody } from "./queries.ts";

/** Adds a body to those that are known and goes to it. */
export function useAddingBody(org: string, onClose: () => void) {
  const navigate = useNavigate();
  return useCreating({
    org,
    send: (body: BodyChange, key) => {
      const params = { path: { org }, header: { "Idempotency-Key": key } };
      return answer(client.POST("/api/v1/o/{org}/bodies", { params, body }));
    },
    keyOf: ({ id }) => bodyQuery(org, id).queryKey,
    done: async ({ id, reference }) => {
      onClose();
      await navigate({ to: "/o/$org/bodies/$id", params: { org, id } });
      notifySaved(m.body_added({ reference }));
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
