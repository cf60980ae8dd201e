import { type ListLook, readLook } from "~/lib/look.ts";
import { peopleColumnNames } from "~/lib/names.ts";
import { oneOf, present, text } from "~/lib/search.ts";

/** The filters of the list, exactly as they stand in the address. */
export interface PeopleSearch extends ListLook {
  q?: string;
  active?: "true" | "false";
  team?: string;
  /** What of the people area is shown; the people themselves where nothing is said. */
  show?: "teams";
  sort?: string;
}

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  return present({
    ...readLook(search, peopleColumnNames),
    q: text(search.q),
    active: oneOf(["true", "false"] as const, String(search.active)),
    team: text(search.team),
    show: oneOf(["teams"] as const, search.show),
    sort: oneOf(["name", "-name", "address", "-address"], search.sort),
  });
}
