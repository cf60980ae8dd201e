import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

/** The longest question that the server takes. */
export const LONGEST = 200;

/** What the caller may see of what was asked for; the last answer stays until the next one has come. */
export const findQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ["o", org, "find", q],
    queryFn: async ({ signal }) => {
      const { items } = await answer(
        client.GET("/api/v1/o/{org}/find", { params: { path: { org }, query: { q, limit: 12 } }, signal }),
      );
      return { q, items };
    },
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
