import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Organisation } from "~/api/client.ts";
import { type Folder, type Known, readers } from "./kinds.ts";

const MOST = 5;
const place = /^\/o\/[^/]+\/(tasks|controls|evidence|people)\/([0-9a-f-]{36})$/;

/** Kept on this device: where one was, never what it is called. */
const keyOf = ({ slug, me }: Organisation) => `recent ${slug} ${me.person_id}`;

interface Visit {
  folder: Folder;
  id: string;
}

function visits(organisation: Organisation): Visit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(organisation)) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((one) => one?.folder in readers && one.id).slice(0, MOST + 1)
      : [];
  } catch {
    return [];
  }
}

/** Notes which things are opened. */
export function useVisits(organisation: Organisation) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const [, folder, id] = place.exec(path) ?? [];
    if (!folder || !id) return;
    const others = visits(organisation).filter((visit) => visit.id !== id);
    const now = [{ folder: folder as Folder, id }, ...others].slice(0, MOST + 1);
    localStorage.setItem(keyOf(organisation), JSON.stringify(now));
  }, [path, organisation]);
}

/** What was opened last, latest first, as it is called today; what may no longer be seen is left out. */
export function useRecentQuery(organisation: Organisation, here: string) {
  const client = useQueryClient();
  const shown = visits(organisation)
    .filter(({ id }) => !here.endsWith(id))
    .slice(0, MOST);
  return queryOptions({
    queryKey: ["o", organisation.slug, "recent", shown.map(({ id }) => id)],
    queryFn: async (): Promise<(Visit & Known)[]> => {
      const all = await Promise.allSettled(
        shown.map(async (visit) => ({
          ...visit,
          ...(await readers[visit.folder](client, organisation.slug, visit.id)),
        })),
      );
      return all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    },
    enabled: shown.length > 0,
  });
}
