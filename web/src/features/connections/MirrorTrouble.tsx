import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Mirror } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";

export function useRetry(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ task, mirror }: { task: string; mirror: string }) =>
      answer(
        client.POST("/api/v1/o/{org}/tasks/{id}/mirrors/retry", {
          params: { path: { org, id: task } },
          body: { mirror },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}

/** What is in the way of one task, as the service said it, field by field. */
export function MirrorTrouble({ mirror }: { mirror: Mirror }) {
  const fields = (mirror.problem as { fields?: Record<string, string> } | null)?.fields ?? {};
  const named = Object.entries(fields);
  if (mirror.gone) return <p className={text.soft}>{m.mirror_gone({ service: mirror.title })}</p>;
  if (named.length > 0) {
    return (
      <ul className={text.soft}>
        {named.map(([field, words]) => (
          <li key={field}>
            {field}: {words}
          </li>
        ))}
      </ul>
    );
  }
  return mirror.last_error ? <p className={text.soft}>{mirror.last_error}</p> : null;
}
