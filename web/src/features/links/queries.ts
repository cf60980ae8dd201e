import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import type { Thing } from "~/lib/things.ts";

/** What a thing is linked to, as far as one may see it. */
export const linksQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "subjects", id, "links"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/subjects/{id}/links", { params: { path: { org, id } } })),
  });

export interface Choice extends Thing {
  state: string;
}

/** Tasks of which one may be linked. */
export const tasksToLinkQuery = (org: string, q: string, mine: boolean) =>
  queryOptions({
    queryKey: ["o", org, "tasks", "choice", q, mine],
    queryFn: async (): Promise<Choice[]> => {
      const query = { limit: 20, sort: "-updated", ...(q && { q }), ...(mine && { owner: "me" }) };
      const { items } = await answer(
        client.GET("/api/v1/o/{org}/tasks", { params: { path: { org }, query } }),
      );
      return items.map(({ id, reference, title, state }) => ({ id, kind: "task", reference, title, state }));
    },
    placeholderData: keepPreviousData,
  });
