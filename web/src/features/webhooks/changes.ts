import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Endpoint, type NewEndpoint } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";

type Change = Partial<NewEndpoint> & { active?: boolean };

/** What can be done with receivers; each changes the list. */
export function useEndpoints(org: string) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["o", org, "webhooks"] });
  const one = (endpoint: Endpoint) => ({
    path: { org, id: endpoint.id },
    header: ifMatch(endpoint.version),
  });
  return {
    add: useMutation({
      mutationFn: (body: NewEndpoint) =>
        answer(client.POST("/api/v1/o/{org}/webhooks", { params: { path: { org } }, body })),
      onSettled,
    }),
    revise: useMutation({
      mutationFn: ({ endpoint, change }: { endpoint: Endpoint; change: Change }) =>
        answer(client.PATCH("/api/v1/o/{org}/webhooks/{id}", { params: one(endpoint), body: change })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (endpoint: Endpoint) =>
        answer(client.DELETE("/api/v1/o/{org}/webhooks/{id}", { params: one(endpoint) })),
      onSettled,
    }),
    rotate: useMutation({
      mutationFn: (endpoint: Endpoint) =>
        answer(client.POST("/api/v1/o/{org}/webhooks/{id}/rotate", { params: one(endpoint) })),
      onSettled,
    }),
    test: useMutation({
      mutationFn: ({ id }: Endpoint) =>
        answer(client.POST("/api/v1/o/{org}/webhooks/{id}/test", { params: { path: { org, id } } })),
      onSettled,
    }),
    replay: useMutation({
      mutationFn: ({ id, dispatch }: { id: string; dispatch: string }) =>
        answer(
          client.POST("/api/v1/o/{org}/webhooks/{id}/replay", {
            params: { path: { org, id } },
            body: { dispatch },
          }),
        ),
      onSettled,
    }),
  };
}
