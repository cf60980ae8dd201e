import type { DayName } from "~/api/client.ts";
import { addDays } from "~/lib/dates.ts";
import type { View } from "./search.ts";

/** As JavaScript counts them, Sunday first. */
const names: DayName[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const utc = (day: string) => new Date(`${day}T00:00:00Z`);

export const dayName = (day: string): DayName => names[utc(day).getUTCDay()] ?? "monday";

/** The days of the week in the order in which the organisation's week has them. */
export function weekOf(first: DayName): DayName[] {
  const at = names.indexOf(first);
  return [...names.slice(at), ...names.slice(0, at)];
}

export const monthOf = (day: string) => day.slice(0, 7);

/** The same day so many months on; of a month that is too short for it the last. */
export function addMonths(day: string, months: number): string {
  const at = utc(day);
  const wanted = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(wanted, last));
  return at.toISOString().slice(0, 10);
}

const firstOf = (day: string) => `${monthOf(day)}-01`;
const lastOf = (day: string) => addDays(addMonths(firstOf(day), 1), -1);

/** The weeks that a month touches, each of seven days. */
export function weeksOf(day: string, first: DayName): string[][] {
  const week = weekOf(first);
  let at = addDays(firstOf(day), -week.indexOf(dayName(firstOf(day))));
  const weeks: string[][] = [];
  while (at <= lastOf(day)) {
    const from = at;
    weeks.push(week.map((_, offset) => addDays(from, offset)));
    at = addDays(at, 7);
  }
  return weeks;
}

/** The first days of the twelve months of a year. */
export const monthsOf = (day: string) =>
  Array.from({ length: 12 }, (_, month) => `${day.slice(0, 4)}-${String(month + 1).padStart(2, "0")}-01`);

/** How many months the list shows at once. */
const LISTED = 3;

/** The first and the last day that a view shows. A week of the month before or after is asked for whatever it begins with. */
export function spanOf(view: View, day: string): { from: string; until: string } {
  if (view === "year") return { from: `${day.slice(0, 4)}-01-01`, until: `${day.slice(0, 4)}-12-31` };
  if (view === "list") return { from: firstOf(day), until: lastOf(addMonths(firstOf(day), LISTED - 1)) };
  return { from: addDays(firstOf(day), -6), until: addDays(lastOf(day), 6) };
}

/** A step to what lies before or behind what a view shows. */
export const stepOf = (view: View, day: string, way: 1 | -1) =>
  addMonths(day, view === "year" ? 12 * way : way);

/** Where a key leads from a day; nowhere, where it is none of the calendar's. */
export function keyed(key: string, day: string, first: DayName): string | undefined {
  const place = weekOf(first).indexOf(dayName(day));
  const steps: Record<string, string> = {
    ArrowLeft: addDays(day, -1),
    ArrowRight: addDays(day, 1),
    ArrowUp: addDays(day, -7),
    ArrowDown: addDays(day, 7),
    Home: addDays(day, -place),
    End: addDays(day, 6 - place),
    PageUp: addMonths(day, -1),
    PageDown: addMonths(day, 1),
  };
  return steps[key];
}

/** How dark a day is, from 1 to 4. */
export const levelOf = (count: number) => (count >= 10 ? 4 : count >= 5 ? 3 : count >= 2 ? 2 : 1);

/** Whether what is due on a day is late, due now, or to come. */
export const timeOf = (day: string, today: string) =>
  day < today ? ("overdue" as const) : day === today ? ("today" as const) : ("upcoming" as const);
