import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const noticesQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "notices"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/notices", { params: { path: { org } } })),
  });

/** Notes that one was read, or without one that all were. */
export function useRead(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (notice?: string) =>
      answer(
        client.POST("/api/v1/o/{org}/notices/read", {
          params: { path: { org } },
          body: notice ? { notice } : {},
        }),
      ),
    onSuccess: (notices) => queryClient.setQueryData(noticesQuery(org).queryKey, notices),
  });
}
