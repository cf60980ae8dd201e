import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  client,
  type PhaseName,
  type Readiness,
  type ReadinessWord,
  type SaidName,
  type ShownName,
  type VisitGateName,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { readinessQuery } from "./queries.ts";

/** What requirements and controls show of an item. */
export const shownLooks: Record<ShownName, Look> = {
  yes: { label: m.shown_yes, shape: "full", tone: "green" },
  partly: { label: m.shown_partly, shape: "half", tone: "amber" },
  no: { label: m.shown_no, shape: "empty", tone: "grey" },
  unknown: { label: m.shown_unknown, shape: "empty", tone: "grey" },
};

/** What somebody says of it. */
export const saidLooks: Record<SaidName, Look> = {
  ready: { label: m.said_ready, shape: "check", tone: "green" },
  not_yet: { label: m.said_not_yet, shape: "alert", tone: "amber" },
  not_applicable: { label: m.said_not_applicable, shape: "slash", tone: "grey" },
};

export const visitGates: Record<VisitGateName, (said: { count: number }) => string> = {
  concerns: m.gate_concerns,
  late_answers: m.gate_late_answers,
  majors: m.gate_majors,
  internal_audit: () => m.gate_internal_audit(),
  management_review: () => m.gate_management_review(),
};

/** Whether the catalogue has checklists for what is certified. */
export const hasChecklists = (standard: string) => standard.includes("42001");

/** Says of an item whether it is ready, or takes that back. */
export function useSaying(org: string, id: string, phase: PhaseName) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ item, version, body }: { item: string; version: number; body: ReadinessWord }) =>
      answer(
        client.PUT("/api/v1/o/{org}/certifications/{id}/readiness/{item}", {
          params: { path: { org, id, item }, header: ifMatch(version) },
          body,
        }),
      ),
    // Somebody else said something meanwhile: it is there to be read.
    onError: () => queryClient.invalidateQueries({ queryKey: readinessQuery(org, id, phase).queryKey }),
    onSuccess: (readiness: Readiness) => {
      queryClient.setQueryData(readinessQuery(org, id, phase).queryKey, readiness);
      void queryClient.invalidateQueries({ queryKey: ["o", org, "certifications", id, "history"] });
    },
  });
}

interface Asked {
  id: string;
  name: string;
  about: Readiness["items"][number]["controls"];
}

/** Who may be asked about what: whoever answers for what the items speak of, who answers for most first. */
export function askedOf({ items }: Pick<Readiness, "items">): { people: Asked[]; nobodys: Asked["about"] } {
  const controls = new Map(items.flatMap((item) => item.controls).map((one) => [one.id, one]));
  const people = new Map<string, Asked>();
  const nobodys: Asked["about"] = [];
  for (const one of controls.values()) {
    if (!one.owner) {
      nobodys.push(one);
      continue;
    }
    const { id, name } = one.owner;
    const known = people.get(id) ?? { id, name, about: [] };
    known.about.push(one);
    people.set(id, known);
  }
  return { people: [...people.values()].sort((a, b) => b.about.length - a.about.length), nobodys };
}
