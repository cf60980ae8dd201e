import { type ListLook, readLook } from "~/lib/look.ts";
import { taskColumnNames, taskStateNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["due", "reference", "title", "priority", "state", "updated"] as const;

/** The filters of the list, exactly as they stand in the address; `state` may name several. */
export interface TaskSearch extends ListLook {
  q?: string;
  state?: string;
  owner?: string;
  overdue?: boolean;
  /** The named reviewer. */
  reviewer?: string;
  /** What waits for one's own review. */
  to_review?: boolean;
  control?: string;
  sort?: string;
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const states = text(search.state)
    ?.split(",")
    .filter((each) => oneOf(taskStateNames, each));
  return present({
    ...readLook(search, taskColumnNames),
    q: text(search.q),
    state: states?.length ? states.join(",") : undefined,
    owner: text(search.owner),
    overdue: search.overdue === "true" || search.overdue === true ? true : undefined,
    reviewer: text(search.reviewer),
    to_review: search.to_review === "true" || search.to_review === true ? true : undefined,
    control: text(search.control),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}
