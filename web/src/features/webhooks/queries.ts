import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const endpointsQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "webhooks"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/webhooks", { params: { path: { org } } })),
  });

/** Looked at again while something is on its way. */
export const dispatchesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "webhooks", id, "dispatches"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/webhooks/{id}/dispatches", { params: { path: { org, id } } })),
    refetchInterval: (query) =>
      query.state.data?.items.some((one) => one.state === "planned" || one.state === "sending")
        ? 2_000
        : false,
  });
