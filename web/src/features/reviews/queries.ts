import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import type { ReviewSearch } from "./search.ts";

/** Everything about the reviews of one thing. */
export const reviewsOfQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "reviews", id],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/reviews/{id}", { params: { path: { org, id } } })),
  });

/** The reminders of a thing's reviews. */
export const controlDeliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "controls", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/controls/{id}/deliveries", { params: { path: { org, id } } })),
  });

export const reviewsQuery = (org: string, search: ReviewSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "reviews", "list", asked(search)],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/reviews", {
          params: {
            path: { org },
            query: { sort: "due", limit: 50, ...asked(search), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });
