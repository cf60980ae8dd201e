import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, TaskAction, TaskRow, TaskState } from "~/api/client.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { act, type Step, undoStep } from "./changes.ts";
import { taskQuery } from "./queries.ts";
import { isSlip, mayStep } from "./view.ts";

/** The step that leads from one state to another; each is the ordinary one, with whatever stands before it. */
const ways: Record<TaskState, Partial<Record<TaskState, TaskAction>>> = {
  open: { in_progress: "start", ready_for_review: "submit", done: "complete", cancelled: "cancel" },
  in_progress: { ready_for_review: "submit", done: "complete", cancelled: "cancel" },
  ready_for_review: { in_progress: "reopen", done: "complete", cancelled: "cancel" },
  done: { open: "reopen" },
  cancelled: { open: "reopen" },
};

export const wayTo = (row: TaskRow, to: TaskState): TaskAction | null => ways[row.state][to] ?? null;

/** Where this person may move a task to. */
export const placesFor = (row: TaskRow, me: Organisation["me"]): TaskState[] =>
  (Object.entries(ways[row.state]) as [TaskState, TaskAction][])
    .filter(([, action]) => mayStep(row, me, action))
    .map(([to]) => to);

/** A task that was moved, until its card stands in its column: the focus goes along. */
export interface Landing {
  id: string;
  to: TaskState;
}

export interface Move {
  row: TaskRow;
  to: TaskState;
  action: TaskAction;
}

/** Moves tasks from column to column; asks for a reason where the step wants one, and says why where it is refused. */
export function useMoves(org: string) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Move | null>(null);
  const [nowhere, setNowhere] = useState<string | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const mutation = useMutation({
    mutationFn: ({ row, action, ...rest }: Move & Omit<Step, "action">) => {
      const back = action === "reopen" && row.state === "ready_for_review";
      return act(org, row.id, row.version, { ...rest, action: back ? "send_back" : action });
    },
    onSuccess: async (task, { row, to, action }) => {
      setAsking(null);
      queryClient.setQueryData(taskQuery(org, task.id).queryKey, task);
      const state = taskStates[to].label();
      notifySaved(
        task.repeated_by && to === "done"
          ? m.state_now_next({ state, reference: task.repeated_by.reference })
          : m.board_moved({ reference: task.reference, state }),
        isSlip(row, action) ? () => undoStep(queryClient, org, task) : undefined,
      );
      setLanding({ id: task.id, to });
      await queryClient.invalidateQueries({ queryKey: ["o", org] });
    },
    // What was refused may be so because somebody else was faster: what is here is read again.
    onError: () => queryClient.invalidateQueries({ queryKey: ["o", org, "tasks", "list"] }),
  });
  const begin = (row: TaskRow, to: TaskState) => {
    if (row.state === to) return;
    mutation.reset();
    const action = wayTo(row, to);
    const words = { from: taskStates[row.state].label(), to: taskStates[to].label() };
    setNowhere(action ? null : m.board_no_way({ reference: row.reference, ...words }));
    if (!action) return;
    const move = { row, to, action };
    if (action === "cancel" || action === "reopen") setAsking(move);
    else mutation.mutate(move);
  };
  return {
    begin,
    asking,
    nowhere,
    give: (reason: string, following = false) => asking && mutation.mutate({ ...asking, reason, following }),
    stay: () => {
      setAsking(null);
      mutation.reset();
    },
    landing,
    landed: () => setLanding(null),
    moving: mutation.isPending ? mutation.variables.row.id : null,
    refused: mutation.isError && !asking ? mutation.variables.row : null,
    error: mutation.error,
  };
}
