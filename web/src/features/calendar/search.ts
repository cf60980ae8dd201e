import { oneOf, present, text } from "~/lib/search.ts";

export const viewNames = ["year", "month", "list"] as const;
export type View = (typeof viewNames)[number];

export const kindNames = [
  "task",
  "requirement",
  "control",
  "evidence",
  "certification",
  "finding",
  "token",
  "connection",
] as const;

/** What is looked at, exactly as it stands in the address. */
export interface CalendarSearch {
  view?: View;
  /** The day that is looked at; without one, today. */
  date?: string;
  kind?: string;
  person?: string;
  team?: string;
  state?: string;
  /** Days off are not shown. */
  off?: "hide";
  /** The day whose list is open. */
  open?: string;
}

const day = (value: unknown) => {
  const written = text(value);
  return written && /^2[01]\d\d-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written))
    ? written
    : undefined;
};

export function readCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  return present({
    view: oneOf(viewNames, search.view),
    date: day(search.date),
    kind: oneOf(kindNames, search.kind),
    person: text(search.person),
    team: text(search.team),
    state: oneOf(["overdue", "upcoming"] as const, search.state),
    off: oneOf(["hide"] as const, search.off),
    open: day(search.open),
  });
}

/** What narrows what is shown. */
export function filtersOf({ kind, person, team, state }: CalendarSearch) {
  return present({ kind, person, team, state });
}
