import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type OperatedUsage } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { operatedQuery } from "./queries.ts";

interface Limits {
  people: number | null;
  file_bytes: number | null;
}

/** The steps in one organisation; each answers with how it is now. */
export function useSteps(organisation: OperatedUsage) {
  const queryClient = useQueryClient();
  const { id, version } = organisation;
  const params = { path: { id }, header: { "If-Match": `"${version}"` } };
  const onSuccess = async (now: OperatedUsage) => {
    queryClient.setQueryData(operatedQuery(id).queryKey, now);
    await queryClient.invalidateQueries({
      queryKey: ["operator"],
      predicate: ({ queryKey }) => queryKey[2] !== id,
    });
  };
  const suspend = useMutation({
    mutationFn: (reason: string) =>
      answer(client.POST("/api/v1/operator/organisations/{id}/suspend", { params, body: { reason } })),
    onSuccess,
  });
  const resume = useMutation({
    mutationFn: () => answer(client.POST("/api/v1/operator/organisations/{id}/resume", { params })),
    onSuccess,
  });
  const limit = useMutation({
    mutationFn: (body: Limits) =>
      answer(client.PUT("/api/v1/operator/organisations/{id}/limits", { params, body })),
    onSuccess,
  });
  return { suspend, resume, limit };
}

export function useRetry() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answer(client.POST("/api/v1/operator/jobs/{id}/retry", { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["operator"] }),
  });
}
