import { type Control, type ControlChange, client, type NewVerification } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import type { NotesNode } from "./notes.ts";
import { controlQuery, readControl } from "./queries.ts";

export function useControlChange(org: string, id: string) {
  return useChange<Control, ControlChange>({
    org,
    queryKey: controlQuery(org, id).queryKey,
    read: () => readControl(org, id),
    holds: stillSays((control, field) => (field === "owner" ? control.owner?.id : control[field])),
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/controls/{id}", {
          params: { path: { org, id }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}

/** Saves notes over a version; null takes them away. */
export const sendNotes = (org: string, id: string, version: number, notes: NotesNode | null) =>
  answer(
    client.PATCH("/api/v1/o/{org}/controls/{id}", {
      params: { path: { org, id }, header: ifMatch(version) },
      body: { notes: notes as Record<string, never> | null },
    }),
  );

export function useVerification(org: string, id: string) {
  return useChange<Control, NewVerification>({
    org,
    queryKey: controlQuery(org, id).queryKey,
    send: (version, body) =>
      answer(
        client.POST("/api/v1/o/{org}/controls/{id}/verify", {
          params: { path: { org, id }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}
