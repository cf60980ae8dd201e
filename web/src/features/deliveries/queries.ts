import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { deliveryStateNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["planned", "title", "due", "state"] as const;

export const channelNames = ["mail", "direct", "posted", "teams"] as const;

/** The filters of the list, exactly as they stand in the address. */
export interface DeliverySearch {
  q?: string;
  state?: string;
  channel?: string;
  recipient?: string;
  sort?: string;
}

export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  return present({
    q: text(search.q),
    state: oneOf(deliveryStateNames, search.state),
    channel: oneOf(channelNames, search.channel),
    recipient: text(search.recipient),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}

export const sentLogQuery = (org: string, search: DeliverySearch) =>
  infiniteQueryOptions({
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
