import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import type { NewTask } from "~/api/client.ts";
import { isFailure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { createTask } from "./changes.ts";
import { taskQuery } from "./queries.ts";

/** Creates the task and goes to it. */
export function useCreate(org: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: NewTask) => createTask(org, body, key.current),
    onSuccess: async (task) => {
      queryClient.setQueryData(taskQuery(org, task.id).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      onClose();
      await navigate({ to: "/o/$org/tasks/$id", params: { org, id: task.id } });
      notifySaved(m.task_created({ reference: task.reference }));
    },
    onError: (error) => {
      // An answer came, so the next attempt is another request; without one, the same may be repeated.
      if (isFailure(error) && error.status > 0) key.current = crypto.randomUUID();
    },
  });
}
