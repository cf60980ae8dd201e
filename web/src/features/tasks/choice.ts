import { useEffect, useState } from "react";
import type { ManyTasksChange, TaskRow } from "~/api/client.ts";
import { asked } from "~/lib/look.ts";
import { everyTask } from "./queries.ts";
import type { TaskSearch } from "./search.ts";

type Change = Omit<ManyTasksChange, "tasks">;

/** What a task says after our own change of it, until it is read again. */
const after = (row: TaskRow, { owner, due, priority }: Change): TaskRow => ({
  ...row,
  version: row.version + 1,
  ...(owner !== undefined && { owner: owner ? { id: owner, name: "" } : null }),
  ...(due !== undefined && { due }),
  ...(priority && { priority }),
});

/** Which tasks are chosen: of those on the page, or all that match, of which most may not be here. */
export function useChoice(org: string, search: TaskSearch, rows: TaskRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [beyond, setBeyond] = useState<ReadonlyMap<string, TaskRow>>(new Map());
  const [gathering, setGathering] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { sort, ...filters } = asked(search);
  const question = JSON.stringify(filters);
  // What was chosen among others is not meant among these.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, another choice
  useEffect(() => {
    setChosen(new Set());
    setBeyond(new Map());
  }, [question]);
  const here = new Map(rows.map((row) => [row.id, row]));
  const picked = [...chosen].flatMap((id) => here.get(id) ?? beyond.get(id) ?? []);
  const chooseAll = async () => {
    setGathering(true);
    setError(null);
    try {
      const all = await everyTask(org, search);
      setBeyond(new Map(all.map((row) => [row.id, row])));
      setChosen(new Set(all.map((row) => row.id)));
    } catch (failure) {
      setError(failure);
    } finally {
      setGathering(false);
    }
  };
  return {
    chosen,
    picked,
    setChosen,
    chooseAll,
    gathering,
    error,
    clear: () => setChosen(new Set()),
    /** We changed these: what is not on the page has moved on with it. */
    changed: (those: TaskRow[], change: Change) =>
      setBeyond((known) => {
        const next = new Map(known);
        for (const row of those) if (next.has(row.id)) next.set(row.id, after(row, change));
        return next;
      }),
    /** What was taken back is known again once it is read. */
    forget: () => setBeyond(new Map()),
  };
}
