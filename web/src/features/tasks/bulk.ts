import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type ManyTasksChange, type TaskRow } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import type { useChoice } from "./choice.ts";

type Change = Omit<ManyTasksChange, "tasks">;

interface Outcome {
  changed: string[];
  left: number;
}

/** As many as the server takes at once. */
const AT_ONCE = 200;

/** What a task said before of that which is changed. */
function before(row: TaskRow, change: Change): Change {
  return {
    ...("owner" in change && { owner: row.owner?.id ?? null }),
    ...("due" in change && { due: row.due ?? null }),
    ...("priority" in change && { priority: row.priority }),
  };
}

const same = (one: Change, other: Change) =>
  one.owner === other.owner && one.due === other.due && one.priority === other.priority;

/** Changes them alike, some at a time: what one cannot take is left out and counted. */
async function send(
  org: string,
  rows: TaskRow[],
  change: Change,
  tell: (done: number) => void = () => {},
): Promise<Outcome> {
  const outcome: Outcome = { changed: [], left: 0 };
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const tasks = rows.slice(from, from + AT_ONCE).map(({ id, version }) => ({ id, version }));
    const answered = await answer(
      client.POST("/api/v1/o/{org}/tasks/revise", {
        params: { path: { org } },
        body: { ...change, tasks },
      }),
    );
    outcome.changed.push(...answered.changed);
    outcome.left += answered.not_changed.length;
    tell(Math.min(from + AT_ONCE, rows.length));
  }
  return outcome;
}

/**
 * Gives each its own former value back, over the version that our change made; those that said the same go together. One
 * that somebody has changed since stays as it is, and is counted.
 */
async function takeBack(org: string, rows: TaskRow[], change: Change): Promise<string> {
  const groups: { former: Change; rows: TaskRow[] }[] = [];
  for (const row of rows) {
    const former = before(row, change);
    const known = groups.find((group) => same(group.former, former));
    const ours = { ...row, version: row.version + 1 };
    if (known) known.rows.push(ours);
    else groups.push({ former, rows: [ours] });
  }
  let [count, left] = [0, 0];
  for (const group of groups) {
    const outcome = await send(org, group.rows, group.former);
    count += outcome.changed.length;
    left += outcome.left;
  }
  return left > 0 ? m.bulk_taken_back_some({ count, left }) : m.bulk_taken_back({ count });
}

type Choice = Pick<ReturnType<typeof useChoice>, "picked" | "changed" | "forget">;

/** Changes the chosen tasks alike, or sends them to a service, and says what became of it. */
export function useBulk(org: string, choice: Choice) {
  const chosen = choice.picked;
  const queryClient = useQueryClient();
  const [done, setDone] = useState(0);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["o", org] });
  const back = () => {
    choice.forget();
    void refresh();
  };
  const revising = useMutation({
    mutationFn: async ({ rows, change }: { rows: TaskRow[]; change: Change }) => {
      setDone(0);
      return send(org, rows, change, setDone);
    },
    onSuccess: ({ changed, left }, { rows, change }) => {
      const ids = new Set(changed);
      // One that said so already has no new version, and nothing to take back.
      const differ = rows.filter((row) => ids.has(row.id) && !same(before(row, change), change));
      const words =
        left > 0
          ? m.bulk_changed_some({ count: changed.length, left })
          : m.bulk_changed({ count: changed.length });
      choice.changed(differ, change);
      notifySaved(words, differ.length > 0 ? () => takeBack(org, differ, change).finally(back) : undefined);
    },
    onSettled: refresh,
  });
  const sharing = useMutation({
    mutationFn: async ({ id }: { id: string; name: string }) => {
      let sent = 0;
      for (let from = 0; from < chosen.length; from += AT_ONCE) {
        const tasks = chosen.slice(from, from + AT_ONCE).map((row) => row.id);
        const params = { path: { org, id } };
        sent += (
          await answer(client.POST("/api/v1/o/{org}/connections/{id}/tasks", { params, body: { tasks } }))
        ).sent;
      }
      return sent;
    },
    onSuccess: (count, { name }) => notifySaved(m.bulk_sent({ count, name })),
    onSettled: refresh,
  });
  return {
    revise: (change: Change) => revising.mutate({ rows: chosen, change }),
    share: (id: string, name: string) => sharing.mutate({ id, name }),
    pending: revising.isPending || sharing.isPending,
    /** How many of them are through, while it takes long enough to be asked. */
    done: revising.isPending && chosen.length > AT_ONCE ? done : null,
    error: revising.error ?? sharing.error,
  };
}
