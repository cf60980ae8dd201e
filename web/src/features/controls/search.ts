import { type ListLook, readLook } from "~/lib/look.ts";
import { controlColumnNames, controlStatusNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["reference", "title", "status", "due"] as const;

/** The filters of the list, exactly as they stand in the address; `status` may name several. */
export interface ControlSearch extends ListLook {
  q?: string;
  kind?: "requirement" | "control";
  area?: string;
  status?: string;
  owner?: string;
  lapsed?: boolean;
  unproven?: boolean;
  overdue?: boolean;
  sort?: string;
}

/** What wants somebody's attention, each a filter of its own. */
export const attentions = ["lapsed", "unproven", "overdue"] as const;

const yes = (value: unknown) => (value === "true" || value === true ? true : undefined);

export function readControlSearch(search: Record<string, unknown>): ControlSearch {
  const statuses = text(search.status)
    ?.split(",")
    .filter((each) => oneOf(controlStatusNames, each));
  return present({
    ...readLook(search, controlColumnNames),
    q: text(search.q),
    kind: oneOf(["requirement", "control"] as const, search.kind),
    area: text(search.area),
    status: statuses?.length ? statuses.join(",") : undefined,
    owner: text(search.owner),
    lapsed: yes(search.lapsed),
    unproven: yes(search.unproven),
    overdue: yes(search.overdue),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}
