import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

/** Everything of the page in one answer; what changes on the server is asked for anew. */
export const myWorkQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "my-work"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/my-work", { params: { path: { org } } })),
  });
