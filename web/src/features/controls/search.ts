import type { ControlStatus } from "~/api/client.ts";
import { type ListLook, readLook } from "~/lib/look.ts";
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
