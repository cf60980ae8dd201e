import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { client, type Organisation } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const organisationQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org],
    queryFn: () => answer(client.GET("/api/v1/o/{org}", { params: { path: { org } } })),
  });

/** The organisation of the address; its route has loaded it before any page asks. */
export function useOrganisation(org: string): Organisation {
  return useSuspenseQuery(organisationQuery(org)).data;
}

export function useAdoption(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/v1/o/{org}/adoptions", {
          params: { path: { org } },
          body: { standard: "iso42001" },
        }),
      ),
    // Everything of the organisation changes with it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}
