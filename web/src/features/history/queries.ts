import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export type Subject =
  | "tasks"
  | "controls"
  | "evidence"
  | "certifications"
  | "findings"
  | "bodies"
  | "modules";

export const historyQuery = (org: string, subject: Subject, id: string) =>
  infiniteQueryOptions({
    queryKey: ["o", org, subject, id, "history"],
    queryFn: ({ pageParam }) => {
      const params = { path: { org, id }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } };
      return answer(client.GET(`/api/v1/o/{org}/${subject}/{id}/history`, { params }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });

/** How two versions differ; versions never change, so neither does this. */
export const differenceQuery = (org: string, id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["o", org, "difference", id, from, to],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/subjects/{id}/difference", {
          params: { path: { org, id }, query: { from, to } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
