import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type ManyTasksChange, type TaskRow } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";

type Change = Omit<ManyTasksChange, "tasks">;

/** What a task said before of that which is changed. */
const before = (row: TaskRow, change: Change): Change => ({
  ...("owner" in change && { owner: row.owner?.id ?? null }),
  ...("due" in change && { due: row.due ?? null }),
  ...("priority" in change && { priority: row.priority }),
});

const send = (org: string, rows: TaskRow[], change: Change, later = 0) =>
  answer(
    client.POST("/api/v1/o/{org}/tasks/revise", {
      params: { path: { org } },
      body: { ...change, tasks: rows.map(({ id, version }) => ({ id, version: version + later })) },
    }),
  );

/** Gives each its own former value back; those that said the same go together. */
async function takeBack(org: string, rows: TaskRow[], change: Change) {
  const groups = new Map<string, TaskRow[]>();
  for (const row of rows) {
    const former = JSON.stringify(before(row, change));
    groups.set(former, [...(groups.get(former) ?? []), row]);
  }
  for (const [former, same] of groups) await send(org, same, JSON.parse(former) as Change, 1);
}

/** Changes the chosen tasks alike, or sends them to a service, and says what became of it. */
export function useBulk(org: string, chosen: TaskRow[]) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["o", org] });
  const revising = useMutation({
    mutationFn: (change: Change) => send(org, chosen, change),
    onSuccess: ({ changed, not_changed }, change) => {
      // One that said so already has no new version, and nothing to take back.
      const differs = (row: TaskRow) => JSON.stringify(before(row, change)) !== JSON.stringify(change);
      const rows = chosen.filter((row) => changed.includes(row.id) && differs(row));
      const words =
        not_changed.length > 0
          ? m.bulk_changed_some({ count: changed.length, left: not_changed.length })
          : m.bulk_changed({ count: changed.length });
      notifySaved(words, rows.length > 0 ? () => void takeBack(org, rows, change).then(refresh) : undefined);
    },
    onSettled: refresh,
  });
  const sharing = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) =>
      answer(
        client.POST("/api/v1/o/{org}/connections/{id}/tasks", {
          params: { path: { org, id } },
          body: { tasks: chosen.map((row) => row.id) },
        }),
      ),
    onSuccess: ({ sent }, { name }) => notifySaved(m.bulk_sent({ count: sent, name })),
    onSettled: refresh,
  });
  return {
    revise: (change: Change) => revising.mutate(change),
    share: (id: string, name: string) => sharing.mutate({ id, name }),
    pending: revising.isPending || sharing.isPending,
    error: revising.error ?? sharing.error,
  };
}
