import { type ListLook, readLook } from "~/lib/look.ts";
import { taskColumnNames, taskStateNames, whenNames, workGroupNames } from "~/lib/names.ts";
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
  due_soon?: boolean;
  control?: string;
  /** The thing that they are linked to. */
  linked?: string;
  team?: string;
  when?: string;
  work?: string;
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
    due_soon: search.due_soon === "true" || search.due_soon === true ? true : undefined,
    control: text(search.control),
    linked: text(search.linked),
    team: text(search.team),
    when: oneOf(whenNames, search.when),
    work: oneOf(workGroupNames, search.work),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}
