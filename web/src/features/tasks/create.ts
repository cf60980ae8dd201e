import { useNavigate } from "@tanstack/react-router";
import type { NewTask } from "~/api/client.ts";
import { useCreating } from "~/lib/creating.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { createTask } from "./changes.ts";
import { taskQuery } from "./queries.ts";

/** Creates the task and goes to it. */
export function useCreate(org: string, onClose: () => void) {
  const navigate = useNavigate();
  return useCreating({
    org,
    send: (body: NewTask, key) => createTask(org, body, key),
    keyOf: ({ id }) => taskQuery(org, id).queryKey,
    done: async ({ id, reference }) => {
      onClose();
      await navigate({ to: "/o/$org/tasks/$id", params: { org, id } });
      notifySaved(m.task_created({ reference }));
    },
  });
}
