import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const homeQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "home"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/home", { params: { path: { org } } })),
  });
