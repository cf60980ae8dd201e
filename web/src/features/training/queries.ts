import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type StandingName } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const modulesQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "modules"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/modules", { params: { path: { org } } })),
  });

export const myTrainingQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "my-training"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/my-training", { params: { path: { org } } })),
  });

export const trainingCatalogueQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "training-catalogue"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/training-catalogue", { params: { path: { org } } })),
  });

export const readModule = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/modules/{id}", { params: { path: { org, id } } }));

export const moduleQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "modules", id], queryFn: () => readModule(org, id) });

export const recordQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "assignments", id],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/assignments/{id}", { params: { path: { org, id } } })),
  });

export const remindersQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "assignments", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/assignments/{id}/deliveries", { params: { path: { org, id } } })),
  });

/** The very bytes that somebody confirmed. */
export const attestedTextQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "assignments", id, "text"],
    queryFn: async () =>
      String(
        await answer(
          client.GET("/api/v1/o/{org}/assignments/{id}/text", {
            params: { path: { org, id } },
            parseAs: "text",
          }),
        ),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface AskedSearch {
  standing?: StandingName | undefined;
  q?: string | undefined;
  team?: string | undefined;
}

/** Who is asked for a module, as far as it counts today. */
export const askedQuery = (org: string, module: string, search: AskedSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "assignments", "of", module, search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/assignments", {
          params: {
            path: { org },
            query: {
              module,
              latest: true,
              // Whoever is asked no more is seen where somebody asks for them.
              ...(search.standing !== "ended" && { belongs: true }),
              sort: "due",
              ...(search.standing && { standing: search.standing }),
              ...(search.q && { q: search.q }),
              ...(search.team && { team: search.team }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
