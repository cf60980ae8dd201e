import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const connectionsQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "connections"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/connections", { params: { path: { org } } })),
  });

export const connectionQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "connections", id],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/connections/{id}", { params: { path: { org, id } } })),
  });

export const failuresQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "connections", id, "failures"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/connections/{id}/failures", { params: { path: { org, id } } })),
  });

/** What the service offers now; asked anew each time a form opens, and once for each choice in it. */
export const placesQuery = (org: string, id: string, query: { project?: string; issue_type?: string }) =>
  queryOptions({
    queryKey: ["o", org, "connections", id, "places", query],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/connections/{id}/places", { params: { path: { org, id }, query } })),
    staleTime: 60_000,
    retry: false,
  });

/** Who of us is who over there. */
export const counterpartsQuery = (org: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "connections", id, "people"],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/connections/{id}/people", {
          params: {
            path: { org, id },
            query: { limit: 25, active: true, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });

/** People over there whose name or address begins with these words. */
export const candidatesQuery = (org: string, id: string, search: string) =>
  queryOptions({
    queryKey: ["o", org, "connections", id, "candidates", search],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/connections/{id}/candidates", {
          params: { path: { org, id }, query: { search } },
        }),
      ),
    staleTime: 60_000,
    retry: false,
  });

/** Where a task stands elsewhere; looked at again while something is on its way. */
export const mirrorsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "tasks", id, "mirrors"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/tasks/{id}/mirrors", { params: { path: { org, id } } })),
    refetchInterval: (query) =>
      query.state.data?.items.some((one) => one.state === "planned" || one.state === "sending")
        ? 2_000
        : false,
  });
