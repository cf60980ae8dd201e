import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type NewTaskTemplate, type Task, type TaskTemplate } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useRequestKey } from "~/lib/creating.ts";

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
  const key = useRequestKey();
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
              params: { path: { org }, header: { "Idempotency-Key": key.current() } },
              body,
            }),
      ),
    onSuccess: () => {
      key.renew();
      return onSuccess();
    },
    onError: key.failed,
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
