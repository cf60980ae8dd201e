import { type ListLook, readLook } from "~/lib/look.ts";
import { evidenceColumnNames, evidenceStateNames, whenNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

const sorts = ["reference", "title", "valid_until", "updated"] as const;

/** The filters of the list, exactly as they stand in the address. */
export interface EvidenceSearch extends ListLook {
  q?: string;
  state?: string;
  owner?: string;
  expired?: boolean;
  when?: string;
  sort?: string;
}

export function readEvidenceSearch(search: Record<string, unknown>): EvidenceSearch {
  return present({
    ...readLook(search, evidenceColumnNames),
    q: text(search.q),
    state: oneOf(evidenceStateNames, search.state),
    owner: text(search.owner),
    when: oneOf(whenNames, search.when),
    expired: search.expired === "true" || search.expired === true ? true : undefined,
    sort: oneOf(
      sorts.flatMap((each) => [each, `-${each}`]),
      search.sort,
    ),
  });
}
