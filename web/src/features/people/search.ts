import { oneOf, present, text } from "~/lib/search.ts";

/** The filters of the list, exactly as they stand in the address. */
export interface PeopleSearch {
  q?: string;
  active?: "true" | "false";
  sort?: string;
}

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  return present({
    q: text(search.q),
    active: oneOf(["true", "false"] as const, String(search.active)),
    sort: oneOf(["name", "-name", "address", "-address"], search.sort),
  });
}
