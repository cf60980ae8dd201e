import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { linksQuery } from "./queries.ts";

/** The other end, and what it is called. */
export interface Other {
  id: string;
  reference: string;
}

const link = (org: string, id: string, other: string) =>
  answer(client.PUT("/api/v1/o/{org}/subjects/{id}/links/{other}", { params: { path: { org, id, other } } }));

const unlink = (org: string, id: string, other: string) =>
  answer(
    client.DELETE("/api/v1/o/{org}/subjects/{id}/links/{other}", { params: { path: { org, id, other } } }),
  );

/** Links a thing and others, and takes links away; both can be taken back. */
export function useThingLinks(org: string, id: string) {
  const queryClient = useQueryClient();
  const run = async (send: typeof link, other: Other) => {
    const after = await send(org, id, other.id);
    queryClient.setQueryData(linksQuery(org, id).queryKey, after);
    void queryClient.invalidateQueries({ queryKey: ["o", org] });
  };
  const mutation = useMutation({
    mutationFn: ({ linked, other }: { linked: boolean; other: Other }) => run(linked ? link : unlink, other),
    onSuccess: (_, { linked, other }) => {
      const { reference } = other;
      notifySaved(linked ? m.evidence_linked({ reference }) : m.evidence_unlinked({ reference }), () =>
        run(linked ? unlink : link, other).then(() => m.undo_done()),
      );
    },
  });
  return {
    link: (other: Other) => mutation.mutate({ linked: true, other }),
    unlink: (other: Other) => mutation.mutate({ linked: false, other }),
    pending: mutation.isPending,
    error: mutation.error,
  };
}
