import { type ListLook, readLook } from "~/lib/look.ts";
import { reviewColumnNames, reviewOutcomeNames, whenNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["due", "reference", "title", "last"] as const;

/** The filters of the list, exactly as they stand in the address; `outcome` may name several. */
export interface ReviewSearch extends ListLook {
  q?: string;
  reviewer?: string;
  outcome?: string;
  overdue?: boolean;
  stale?: boolean;
  unapproved?: boolean;
  when?: string;
  sort?: string;
}

/** What wants somebody's attention, each a filter of its own. */
export const attentions = ["overdue", "stale", "unapproved"] as const;

const yes = (value: unknown) => (value === "true" || value === true ? true : undefined);

export function readReviewSearch(search: Record<string, unknown>): ReviewSearch {
  const outcomes = text(search.outcome)
    ?.split(",")
    .filter((each) => oneOf(reviewOutcomeNames, each));
  return present({
    ...readLook(search, reviewColumnNames),
    q: text(search.q),
    reviewer: text(search.reviewer),
    outcome: outcomes?.length ? outcomes.join(",") : undefined,
    overdue: yes(search.overdue),
    stale: yes(search.stale),
    unapproved: yes(search.unapproved),
    when: oneOf(whenNames, search.when),
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}
