import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type CardSetup, type Connection, client, type IssueSetup, type MessageSetup } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { connectionQuery } from "./queries.ts";

/** Leads the browser to the service; it comes back to `/connect/…`. */
export function useConsent(org: string) {
  return useMutation({
    mutationFn: (body: { service: "jira_cloud" | "slack"; connection?: string }) =>
      answer(client.POST("/api/v1/o/{org}/connections/consent", { params: { path: { org } }, body })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Finishes what a consent began. */
export const completeConsent = (org: string, body: { state: string; code: string }) =>
  answer(client.POST("/api/v1/o/{org}/connections/complete", { params: { path: { org } }, body }));

export function useServer(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { url: string; token: string; works_until: string | null }) =>
      answer(client.POST("/api/v1/o/{org}/connections/jira-server", { params: { path: { org } }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}

/** Connects a workflow of Teams, or leads a connection to another one. */
export function useWorkflow(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { url: string; channel: string; connection?: string }) =>
      answer(client.POST("/api/v1/o/{org}/connections/teams", { params: { path: { org } }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}

type Step =
  | { step: "pause" | "resume" }
  | { setup: IssueSetup }
  | { messages: MessageSetup }
  | { cards: CardSetup }
  | { site: string };

function send(org: string, id: string, version: number, step: Step): Promise<Connection> {
  const params = { path: { org, id }, header: ifMatch(version) };
  if ("setup" in step) {
    return answer(client.PUT("/api/v1/o/{org}/connections/{id}/setup", { params, body: step.setup }));
  }
  if ("messages" in step) {
    return answer(client.PUT("/api/v1/o/{org}/connections/{id}/channel", { params, body: step.messages }));
  }
  if ("cards" in step) {
    return answer(client.PUT("/api/v1/o/{org}/connections/{id}/cards", { params, body: step.cards }));
  }
  if ("site" in step) {
    return answer(client.POST("/api/v1/o/{org}/connections/{id}/site", { params, body: step }));
  }
  return answer(client.POST(`/api/v1/o/{org}/connections/{id}/${step.step}`, { params }));
}

/** Changes a connection: where things go, or whether it rests. */
export function useConnectionChange(org: string, id: string) {
  return useChange<Connection, Step>({
    org,
    queryKey: connectionQuery(org, id).queryKey,
    send: (version, step) => send(org, id, version, step),
  });
}

export function useDisconnect(org: string, connection: Connection, done: () => void) {
  const queryClient = useQueryClient();
  const params = { path: { org, id: connection.id }, header: ifMatch(connection.version) };
  return useMutation({
    mutationFn: () => answer(client.DELETE("/api/v1/o/{org}/connections/{id}", { params })),
    onSuccess: () => {
      done();
      queryClient.removeQueries({ queryKey: connectionQuery(org, connection.id).queryKey });
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
    },
  });
}

export function useConnectionTest(org: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(client.POST("/api/v1/o/{org}/connections/{id}/test", { params: { path: { org, id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: connectionQuery(org, id).queryKey }),
  });
}
