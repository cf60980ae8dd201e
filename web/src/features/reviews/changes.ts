import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type CycleRevision, client, type HeldReview, type PutOff, type ReviewsOf } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { reviewsOfQuery } from "./queries.ts";

/** What can be done with the reviews of one thing; what was answered is shown at once. */
export function useReviewSteps(org: string, id: string) {
  const queryClient = useQueryClient();
  const params = { path: { org, id } };
  const onSuccess = (after: ReviewsOf) => queryClient.setQueryData(reviewsOfQuery(org, id).queryKey, after);
  // The list, the reminders and the history tell of the same.
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["o", org] });
  return {
    revise: useMutation({
      mutationFn: (body: CycleRevision) =>
        answer(client.PATCH("/api/v1/o/{org}/reviews/{id}", { params, body })),
      onSuccess,
      onSettled,
    }),
    end: useMutation({
      mutationFn: () => answer(client.DELETE("/api/v1/o/{org}/reviews/{id}", { params })),
      onSettled,
    }),
    hold: useMutation({
      mutationFn: (body: HeldReview) =>
        answer(client.POST("/api/v1/o/{org}/reviews/{id}/held", { params, body })),
      onSuccess,
      onSettled,
    }),
    waive: useMutation({
      mutationFn: (reason: string) =>
        answer(client.POST("/api/v1/o/{org}/reviews/{id}/waive", { params, body: { reason } })),
      onSuccess,
      onSettled,
    }),
    approve: useMutation({
      mutationFn: (record: string) =>
        answer(
          client.POST("/api/v1/o/{org}/reviews/{id}/records/{record}/approve", {
            params: { path: { org, id, record } },
          }),
        ),
      onSuccess,
      onSettled,
    }),
  };
}

/** Puts a date of a thing off, be it of its reviews or of itself. */
export function usePutOff(org: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PutOff) =>
      answer(
        client.POST("/api/v1/o/{org}/obligations/{id}/postpone", { params: { path: { org, id } }, body }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}

/** Notes what came of a meeting, for several things alike: all or none. */
export function useMeeting(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { subjects: string[]; review: HeldReview }) =>
      answer(client.POST("/api/v1/o/{org}/reviews/meetings", { params: { path: { org } }, body })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}
