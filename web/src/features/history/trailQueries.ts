import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { present, text } from "~/lib/search.ts";

/** The filters of the trail, exactly as they stand in the address. */
export interface TrailSearch {
  q?: string;
  who?: string;
  kind?: string;
  subject?: string;
  since?: string;
  until?: string;
}

const day = (value: unknown) => {
  const said = text(value);
  return said && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : undefined;
};

export function readTrailSearch(search: Record<string, unknown>): TrailSearch {
  return present({
    q: text(search.q),
    who: text(search.who),
    kind: text(search.kind),
    subject: text(search.subject),
    since: day(search.since),
    until: day(search.until),
  });
}

export const trailQuery = (org: string, search: TrailSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "trail", "list", search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/trail", {
          params: { path: { org }, query: { limit: 50, ...search, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

export const standingQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "trail", "standing"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/trail/standing", { params: { path: { org } } })),
  });

export const checkTrail = (org: string) =>
  answer(client.GET("/api/v1/o/{org}/trail/check", { params: { path: { org } } }));
