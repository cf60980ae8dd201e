import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  client,
  type ModuleChange,
  type ModuleText,
  type NewModule,
  type TrainingRecord,
  type WholeModule,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { useCreating } from "~/lib/creating.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { moduleQuery, readModule, recordQuery } from "./queries.ts";

/** Adds a module and goes to it. */
export function useAddingModule(org: string, onClose: () => void) {
  const navigate = useNavigate();
  return useCreating({
    org,
    send: (body: NewModule, key) => {
      const params = { path: { org }, header: { "Idempotency-Key": key } };
      return answer(client.POST("/api/v1/o/{org}/modules", { params, body }));
    },
    keyOf: ({ id }) => moduleQuery(org, id).queryKey,
    done: async ({ id, reference }) => {
      onClose();
      await navigate({ to: "/o/$org/training/$id", params: { org, id } });
      notifySaved(m.module_added({ reference }));
    },
  });
}

const ofModule = (org: string, id: string) => ({
  org,
  queryKey: moduleQuery(org, id).queryKey,
  read: () => readModule(org, id),
});

export function useModuleChange(org: string, id: string) {
  return useChange<WholeModule, ModuleChange>({
    ...ofModule(org, id),
    holds: stillSays((one, field) => one[field]),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PATCH("/api/v1/o/{org}/modules/{id}", { params, body }));
    },
  });
}

export function useModuleDraft(org: string, id: string) {
  return useChange<WholeModule, ModuleText>({
    ...ofModule(org, id),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PUT("/api/v1/o/{org}/modules/{id}/draft", { params, body }));
    },
  });
}

export function useModuleApproval(org: string, id: string) {
  return useChange<WholeModule, { reason?: string }>({
    ...ofModule(org, id),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.POST("/api/v1/o/{org}/modules/{id}/approve", { params, body }));
    },
  });
}

export function useModuleAside(org: string, id: string) {
  return useChange<WholeModule, { aside: boolean }>({
    ...ofModule(org, id),
    holds: (one, { aside }) => (one.state === "aside") === aside,
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PUT("/api/v1/o/{org}/modules/{id}/aside", { params, body }));
    },
  });
}

export function useWaiver(org: string, id: string) {
  return useChange<TrainingRecord, { reason: string }>({
    org,
    queryKey: recordQuery(org, id).queryKey,
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.POST("/api/v1/o/{org}/assignments/{id}/waive", { params, body }));
    },
  });
}

/** Lets somebody try a quiz again. */
export function useAllowing(org: string, one: TrainingRecord) {
  const queryClient = useQueryClient();
  const { queryKey } = recordQuery(org, one.id);
  return useMutation({
    mutationFn: () => {
      const params = { path: { org, id: one.id }, header: ifMatch(one.version) };
      return answer(client.POST("/api/v1/o/{org}/assignments/{id}/allow", { params }));
    },
    onSuccess: (record) => {
      queryClient.setQueryData(queryKey, record);
      notifySaved(m.attempts_allowed({ name: one.person.name }));
      return queryClient.invalidateQueries({ queryKey: ["o", org] });
    },
  });
}
