import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { spanOf } from "./days.ts";
import { type CalendarSearch, filtersOf, type View } from "./search.ts";

/** How many entries of a day each view shows before it says how many more there are. */
const each: Record<View, number> = { year: 0, month: 3, list: 20 };

const asked = (org: string, query: { from: string; until: string; each: number } & CalendarSearch) =>
  answer(client.GET("/api/v1/o/{org}/calendar", { params: { path: { org }, query } }));

export const calendarQuery = (org: string, view: View, date: string, search: CalendarSearch) => {
  const query = { ...spanOf(view, date), each: each[view], ...filtersOf(search) };
  return queryOptions({
    queryKey: ["o", org, "calendar", query],
    queryFn: () => asked(org, query),
    placeholderData: keepPreviousData,
  });
};

/** Everything of one day, as far as it can be shown at once. */
export const dayQuery = (org: string, day: string, search: CalendarSearch) => {
  const query = { from: day, until: day, each: 100, ...filtersOf(search) };
  return queryOptions({ queryKey: ["o", org, "calendar", query], queryFn: () => asked(org, query) });
};
