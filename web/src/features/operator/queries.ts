import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

interface Turned {
  next?: string | null;
}

const turning = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: Turned) => page.next ?? null,
};

const after = (id: string | null) => (id ? { after: id } : {});

export const organisationsQuery = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["operator", "organisations", q ?? ""],
    queryFn: ({ pageParam }) => {
      const query = { ...(q && { q }), ...after(pageParam) };
      return answer(client.GET("/api/v1/operator/organisations", { params: { query } }));
    },
    ...turning,
  });

export const operatedQuery = (id: string) =>
  queryOptions({
    queryKey: ["operator", "organisation", id],
    queryFn: () => answer(client.GET("/api/v1/operator/organisations/{id}", { params: { path: { id } } })),
  });

export const jobsQuery = (waiting: boolean) =>
  infiniteQueryOptions({
    queryKey: ["operator", "jobs", waiting],
    queryFn: ({ pageParam }) =>
      answer(client.GET("/api/v1/operator/jobs", { params: { query: { waiting, ...after(pageParam) } } })),
    ...turning,
  });

export const logQuery = () =>
  infiniteQueryOptions({
    queryKey: ["operator", "log"],
    queryFn: ({ pageParam }) =>
      answer(client.GET("/api/v1/operator/log", { params: { query: after(pageParam) } })),
    ...turning,
  });
