import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { client, type NewTaskTemplate, type Task, type TaskTemplate } from "~/api/client.ts";
import { answer, ifMatch, isFailure } from "~/api/failure.ts";

export const templatesQuery = (org: string, archived = false) =>
  queryOptions({
    queryKey: ["o", org, "task-templates", { archived }],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/task-templates", {
          params: { path: { org }, query: archived ? { archived } : {} },
        }),
      ),
  });

/** What a template made of a task begins with; whose it is and when it is due belongs to the task. */
export const templateOf = (task: Task): NewTaskTemplate => ({
  title: task.title,
  description: task.description,
  expected_evidence: task.expected_evidence,
  evidence_required: task.evidence_required,
  checklist: task.checklist.map((item) => item.text),
  priority: task.priority,
  due_in: null,
  recurrence: task.recurrence ?? null,
});

/** Keeps templates: makes one, changes one, takes one out of use and back. */
export function useTemplateChanges(org: string) {
  const queryClient = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ["o", org, "task-templates"] });
  const save = useMutation({
    mutationFn: ({ body, over }: { body: NewTaskTemplate; over?: TaskTemplate }) =>
      answer(
        over
          ? client.PATCH("/api/v1/o/{org}/task-templates/{id}", {
              params: { path: { org, id: over.id }, header: ifMatch(over.version) },
              body,
            })
          : client.POST("/api/v1/o/{org}/task-templates", {
              params: { path: { org }, header: { "Idempotency-Key": key.current } },
              body,
            }),
      ),
    onSuccess: () => {
      key.current = crypto.randomUUID();
      return onSuccess();
    },
    onError: (error) => {
      // An answer came, so the next attempt is another request; without one, the same may be repeated.
      if (isFailure(error) && error.status > 0) key.current = crypto.randomUUID();
    },
  });
  const archive = useMutation({
    mutationFn: ({ template, archived }: { template: TaskTemplate; archived: boolean }) =>
      answer(
        client.PUT("/api/v1/o/{org}/task-templates/{id}/archived", {
          params: { path: { org, id: template.id }, header: ifMatch(template.version) },
          body: { archived },
        }),
      ),
    onSuccess,
  });
  return { save, archive };
}
