import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Evidence, type EvidenceChange } from "~/api/client.ts";
import { answer, ifMatch, isFailure } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { evidenceQuery, readEvidence, subjectEvidenceQuery } from "./queries.ts";
import type { Made } from "./uploads.ts";

/** What evidence is for, where it is added on a thing. */
export interface Target {
  org: string;
  /** The task or control; without it the evidence is for nothing yet. */
  subject?: string | undefined;
  /** Which of the catalogue's suggestions it answers. */
  suggestion?: string | undefined;
}

/** Where the uploads of a target stand. */
export const placeOf = ({ org, subject, suggestion }: Target) =>
  `${org} ${subject ?? ""} ${suggestion ?? ""}`;

/** Makes evidence of a file that has arrived. */
export const adding =
  (queryClient: QueryClient, { org, subject, suggestion }: Target) =>
  async (upload: string, key: string): Promise<Made> => {
    const body = { upload, subjects: subject ? [subject] : [], ...(suggestion && { suggestion }) };
    const params = { path: { org }, header: { "Idempotency-Key": key } };
    const evidence = await answer(client.POST("/api/v1/o/{org}/evidence", { params, body }));
    queryClient.setQueryData(evidenceQuery(org, evidence.id).queryKey, evidence);
    void queryClient.invalidateQueries({ queryKey: ["o", org] });
    return evidence;
  };

/** Gives evidence a newer file, over the version that was looked at; another attempt, over the one that is there. */
export const addingVersion = (queryClient: QueryClient, org: string, evidence: Evidence, note: string) => {
  let version: number | null = evidence.version;
  return async (upload: string): Promise<Made> => {
    const { id } = evidence;
    version ??= (await readEvidence(org, id)).version;
    const params = { path: { org, id }, header: ifMatch(version) };
    try {
      const after = await answer(
        client.POST("/api/v1/o/{org}/evidence/{id}/files", { params, body: { upload, note } }),
      );
      queryClient.setQueryData(evidenceQuery(org, id).queryKey, after);
      return after;
    } catch (error) {
      if (isFailure(error, "stale_version")) version = null;
      throw error;
    } finally {
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
    }
  };
};

/** What evidence says of a field, as a change would. */
const said = (evidence: Evidence, field: keyof EvidenceChange) =>
  field === "owner" ? evidence.owner?.id : evidence[field];

export function useEvidenceChange(org: string, id: string) {
  return useChange<Evidence, EvidenceChange>({
    org,
    queryKey: evidenceQuery(org, id).queryKey,
    read: () => readEvidence(org, id),
    holds: stillSays(said),
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/evidence/{id}", {
          params: { path: { org, id }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}

/** Out of use for a reason, or back into it for none. */
export interface Step {
  state: Evidence["state"];
  withdrawn_because: string | null;
}

export function useEvidenceStep(org: string, id: string) {
  return useChange<Evidence, Step>({
    org,
    queryKey: evidenceQuery(org, id).queryKey,
    read: () => readEvidence(org, id),
    holds: stillSays((evidence, field) => evidence[field]),
    send: (version, { withdrawn_because }) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return withdrawn_because === null
        ? answer(client.POST("/api/v1/o/{org}/evidence/{id}/restore", { params, body: {} }))
        : answer(
            client.POST("/api/v1/o/{org}/evidence/{id}/withdraw", {
              params,
              body: { reason: withdrawn_because },
            }),
          );
    },
  });
}

export interface Link {
  subject: string;
  evidence: string;
  reference: string;
  suggestion?: string | null | undefined;
}

const link = (org: string, { subject, evidence, suggestion }: Link) =>
  answer(
    client.PUT("/api/v1/o/{org}/subjects/{id}/evidence/{evidence}", {
      params: { path: { org, id: subject, evidence } },
      body: { suggestion: suggestion ?? null },
    }),
  );

const unlink = (org: string, { subject, evidence }: Link) =>
  answer(
    client.DELETE("/api/v1/o/{org}/subjects/{id}/evidence/{evidence}", {
      params: { path: { org, id: subject, evidence } },
    }),
  );

/** What is taken away is remembered as a whole, so that it can be given back. */
async function known(org: string, one: Link): Promise<Link> {
  if (one.suggestion !== undefined) return one;
  const path = { org, id: one.subject };
  const { items } = await answer(client.GET("/api/v1/o/{org}/subjects/{id}/evidence", { params: { path } }));
  const found = items.find(({ evidence }) => evidence.id === one.evidence);
  return { ...one, suggestion: found?.suggestion ?? null };
}

/** Links evidence to things, and takes links away; both can be taken back. */
export function useLinks(org: string) {
  const queryClient = useQueryClient();
  const run = async (send: typeof link, one: Link) => {
    const after = await send(org, one);
    queryClient.setQueryData(subjectEvidenceQuery(org, one.subject).queryKey, after);
    void queryClient.invalidateQueries({ queryKey: ["o", org] });
  };
  const mutation = useMutation({
    mutationFn: async ({ linked, one }: { linked: boolean; one: Link }) => {
      const whole = linked ? one : await known(org, one);
      await run(linked ? link : unlink, whole);
      return whole;
    },
    onSuccess: (one, { linked }) =>
      notifySaved(
        linked
          ? m.evidence_linked({ reference: one.reference })
          : m.evidence_unlinked({ reference: one.reference }),
        () => run(linked ? unlink : link, one).then(() => m.undo_done()),
      ),
  });
  return {
    link: (one: Link) => mutation.mutate({ linked: true, one }),
    unlink: (one: Link) => mutation.mutate({ linked: false, one }),
    pending: mutation.isPending,
    error: mutation.error,
  };
}
