import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type ControlStatus, client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked, type ListLook, readLook } from "~/lib/look.ts";
import { controlColumnNames, controlStatusNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["reference", "title", "status", "due"] as const;

/** The filters of the list, exactly as they stand in the address. */
export interface ControlSearch extends ListLook {
  q?: string;
  kind?: "requirement" | "control";
  area?: string;
  status?: ControlStatus;
  owner?: string;
  sort?: string;
}

export function readControlSearch(search: Record<string, unknown>): ControlSearch {
  return present({
    ...readLook(search, controlColumnNames),
    q: text(search.q),
    kind: oneOf(["requirement", "control"] as const, search.kind),
    area: text(search.area),
    status: oneOf(controlStatusNames, search.status),
    owner: text(search.owner),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}

export const controlsQuery = (org: string, search: ControlSearch) =>
  infiniteQueryOptions({
    queryKey: ["o", org, "controls", "list", asked(search)],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/controls", {
          params: {
            path: { org },
            query: {
              sort: "reference",
              limit: 50,
              ...asked(search),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });

export const readControl = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/controls/{id}", { params: { path: { org, id } } }));

export const controlQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "controls", id], queryFn: () => readControl(org, id) });
