import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { deliveryReasonNames, deliveryStateNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["planned", "title", "due", "state"] as const;

export const channelNames = ["mail", "direct", "posted", "teams"] as const;

/** The filters of the list, exactly as they stand in the address. */
export interface DeliverySearch {
  q?: string;
  state?: string;
  channel?: string;
  recipient?: string;
  reason?: string;
  /** A delivery that failed: those of which the same was said. */
  like?: string;
  /** Planned from this day on, and until that one. */
  since?: string;
  until?: string;
  sort?: string;
  /** Over how many days the figures above the list go. */
  days?: string;
}

export const spans = ["7", "30", "90"] as const;

/** One or several of these, as links from the figures name them. */
const someOf = (allowed: readonly string[], value: unknown) => {
  const named = text(value);
  return named?.split(",").every((each) => allowed.includes(each)) ? named : undefined;
};

export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  return present({
    q: text(search.q),
    state: someOf(deliveryStateNames, search.state),
    channel: oneOf(channelNames, search.channel),
    recipient: text(search.recipient),
    reason: oneOf(deliveryReasonNames, search.reason),
    like: text(search.like),
    since: text(search.since),
    until: text(search.until),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
    days: oneOf(spans, search.days),
  });
}

/** The search without what the list is not asked. */
export function listed({ days, ...search }: DeliverySearch) {
  return search;
}

export const summaryQuery = (org: string, days: string) =>
  queryOptions({
    queryKey: ["o", org, "deliveries", "summary", days],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/deliveries/summary", {
          params: { path: { org }, query: { days: Number(days) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const sentLogQuery = (org: string, whole: DeliverySearch) => {
  const search = listed(whole);
  return infiniteQueryOptions({
    queryKey: ["o", org, "deliveries", "list", search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/deliveries", {
          params: {
            path: { org },
            query: { sort: "-planned", limit: 50, ...search, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });
};
