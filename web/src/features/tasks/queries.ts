import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, type TaskRow } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import type { TaskSearch } from "./search.ts";

const fetchTasks = (org: string, search: TaskSearch, cursor: string | null) =>
  answer(
    client.GET("/api/v1/o/{org}/tasks", {
      params: {
        path: { org },
        // A first page comes soon, and further ones bring more at a time.
        query: { sort: "due", limit: cursor ? 100 : 50, ...asked(search), ...(cursor && { cursor }) },
      },
    }),
  );

export const tasksQuery = (org: string, search: TaskSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "tasks", "list", asked(search)],
    queryFn: ({ pageParam }) => fetchTasks(org, search, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

/** Every task that matches, however many there are. */
export async function everyTask(org: string, search: TaskSearch): Promise<TaskRow[]> {
  let page = await fetchTasks(org, search, null);
  const rows = [...page.items];
  while (page.next) {
    page = await fetchTasks(org, search, page.next);
    rows.push(...page.items);
  }
  return rows;
}

export const readTask = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/tasks/{id}", { params: { path: { org, id } } }));

export const taskQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "tasks", id], queryFn: () => readTask(org, id) });

export const deliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "tasks", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/tasks/{id}/deliveries", { params: { path: { org, id } } })),
  });
