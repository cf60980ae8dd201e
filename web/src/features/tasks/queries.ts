import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { taskStateNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["due", "reference", "title", "priority", "state", "updated"] as const;

/** The filters of the list, exactly as they stand in the address; `state` may name several. */
export interface TaskSearch {
  q?: string;
  state?: string;
  owner?: string;
  overdue?: boolean;
  control?: string;
  sort?: string;
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const states = text(search.state)
    ?.split(",")
    .filter((each) => oneOf(taskStateNames, each));
  return present({
    q: text(search.q),
    state: states?.length ? states.join(",") : undefined,
    owner: text(search.owner),
    overdue: search.overdue === "true" || search.overdue === true ? true : undefined,
    control: text(search.control),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}

export const tasksQuery = (org: string, search: TaskSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "tasks", "list", search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/tasks", {
          params: {
            path: { org },
            query: { sort: "due", limit: 50, ...search, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

export const taskQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "tasks", id],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/tasks/{id}", { params: { path: { org, id } } })),
  });

export const deliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "tasks", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/tasks/{id}/deliveries", { params: { path: { org, id } } })),
  });
