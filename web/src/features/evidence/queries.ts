import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import type { EvidenceSearch } from "./search.ts";

const fetchEvidence = (org: string, query: Record<string, unknown>) =>
  answer(client.GET("/api/v1/o/{org}/evidence", { params: { path: { org }, query } }));

export const evidenceListQuery = (org: string, search: EvidenceSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "evidence", "list", asked(search)],
    queryFn: ({ pageParam }) =>
      fetchEvidence(org, {
        sort: "-updated",
        limit: pageParam ? 100 : 50,
        ...asked(search),
        ...(pageParam && { cursor: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

/** A few that match, to choose from: what was withdrawn shows nothing any more. */
export const evidenceChoiceQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ["o", org, "evidence", "choice", q],
    queryFn: () => fetchEvidence(org, { limit: 20, state: "current", ...(q && { q }) }),
    placeholderData: keepPreviousData,
  });

export const readEvidence = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/evidence/{id}", { params: { path: { org, id } } }));

export const evidenceQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "evidence", id], queryFn: () => readEvidence(org, id) });

/** The reminders of the end of its validity. */
export const evidenceDeliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "evidence", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/evidence/{id}/deliveries", { params: { path: { org, id } } })),
  });

/** What shows something about a thing. */
export const subjectEvidenceQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "subjects", id, "evidence"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/subjects/{id}/evidence", { params: { path: { org, id } } })),
  });
