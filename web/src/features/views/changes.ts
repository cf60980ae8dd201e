import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type SavedView, type ViewChange } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import type { ListName } from "./queries.ts";

export interface Wanted {
  name: string;
  query: Record<string, string>;
  shared: boolean;
  /** Makes a repeated sending of the same form save one view. */
  key: string;
}

/** Saves, changes and removes views of one list. */
export function useViewChanges(org: string, list: ListName) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["o", org, "views"] });
  const path = (id: string) => ({ org, id });
  const save = useMutation({
    mutationFn: ({ key, ...rest }: Wanted) =>
      answer(
        client.POST("/api/v1/o/{org}/views", {
          params: { path: { org }, header: { "Idempotency-Key": key } },
          body: { list, ...rest },
        }),
      ),
    onSettled,
  });
  const revise = useMutation({
    mutationFn: ({ view, change }: { view: SavedView; change: ViewChange }) =>
      answer(
        client.PATCH("/api/v1/o/{org}/views/{id}", {
          params: { path: path(view.id), header: ifMatch(view.version) },
          body: change,
        }),
      ),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) =>
      answer(
        client.DELETE("/api/v1/o/{org}/views/{id}", {
          params: { path: path(view.id), header: ifMatch(view.version) },
        }),
      ),
    onSettled,
  });
  const openWith = useMutation({
    mutationFn: ({ id, chosen }: { id: string; chosen: boolean }) =>
      answer(
        client.PUT("/api/v1/o/{org}/views/{id}/default", {
          params: { path: path(id) },
          body: { default: chosen },
        }),
      ),
    onSettled,
  });
  return { save, revise, remove, openWith };
}
