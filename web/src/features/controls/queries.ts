import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import type { ControlSearch } from "./search.ts";

export const controlsQuery = (org: string, search: ControlSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "controls", "list", asked(search)],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/controls", {
          params: {
            path: { org },
            query: {
              sort: "reference",
              limit: 50,
              ...asked(search),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

export const readControl = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/controls/{id}", { params: { path: { org, id } } }));

export const controlQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "controls", id], queryFn: () => readControl(org, id) });
