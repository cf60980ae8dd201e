import { type Control, type ControlChange, client } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
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
