import { queryOptions } from "@tanstack/react-query";
import { client, type SavedView } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export type ListName = "tasks" | "controls" | "people" | "evidence";

export const viewsQuery = (org: string, list: ListName) =>
  queryOptions({
    queryKey: ["o", org, "views", list],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/views", { params: { path: { org }, query: { list } } })),
    select: ({ items }) => items,
  });

/** What a list opens with where nobody asked for anything else; none where that cannot be found out. */
export async function defaultView(
  ask: () => Promise<{ items: SavedView[] }>,
): Promise<{ view: string; search: Record<string, string> } | null> {
  const views = await ask().catch(() => ({ items: [] }));
  const view = views.items.find((each) => each.default);
  return view ? { view: view.id, search: view.query } : null;
}
