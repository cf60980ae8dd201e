import { type ListLook, readLook } from "~/lib/look.ts";
import { peopleColumnNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

/** The filters of the list, exactly as they stand in the address. */
export interface PeopleSearch extends ListLook {
  q?: string;
  active?: "true" | "false";
  sort?: string;
}

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  return present({
    ...readLook(search, peopleColumnNames),
    q: text(search.q),
    active: oneOf(["true", "false"] as const, String(search.active)),
    sort: oneOf(["name", "-name", "address", "-address"], search.sort),
  });
}
