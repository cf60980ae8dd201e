import type { Certification } from "~/api/client.ts";
import { addDays, daysBetween } from "~/lib/dates.ts";

const utc = (date: string) => new Date(`${date}T00:00:00Z`);

/** How much is seen at once, in days; `cycle` is all of it. */
export const zooms = { cycle: 0, year: 366, quarter: 92, week: 14 } as const;
export type Zoom = keyof typeof zooms;

export interface Axis {
  from: string;
  until: string;
  days: number;
}

/** From the first day of a month to the last of one, around everything that is known. */
export function axisOf({ dates, visits, today }: Pick<Certification, "dates" | "visits" | "today">): Axis {
  const known = [
    today,
    ...visits.flatMap(({ begins, ends }) => [begins, ends]),
    ...dates
      // What comes after the cycle is another one's; the time to restore belongs to this.
      .filter(({ what }) => what !== "renewed_expiry" && what !== "restored_expiry")
      .flatMap(({ earliest, latest, anchor_on }) => [earliest ?? latest, latest, anchor_on]),
  ].sort();
  const from = `${known[0]?.slice(0, 8)}01`;
  const last = known.at(-1) ?? today;
  const next = new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 1));
  const until = addDays(next.toISOString().slice(0, 10), -1);
  return { from, until, days: daysBetween(from, until) + 1 };
}

/** Where a day lies on the axis, from 0 to 1. */
export const place = ({ from, days }: Axis, date: string) =>
  Math.min(1, Math.max(0, daysBetween(from, date) / days));

/** From the morning of one day to the evening of another, as shares of the axis. */
export const stretch = (axis: Axis, from: string, until: string) => {
  const left = place(axis, from);
  return { left, width: Math.max(0, place(axis, addDays(until, 1)) - left) };
};

/** The days that get a line: each year, each month or each week, as far as there is room. */
export function ticks({ from, until }: Axis, zoom: Zoom): string[] {
  const found: string[] = [];
  if (zoom === "week") {
    let day = from;
    while (utc(day).getUTCDay() !== 1) day = addDays(day, 1);
    for (; day <= until; day = addDays(day, 7)) found.push(day);
    return found;
  }
  const step = zoom === "cycle" ? 6 : 1;
  const start = utc(from);
  for (let month = 0; ; month += 1) {
    const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1));
    const day = date.toISOString().slice(0, 10);
    if (day > until) return found;
    if (date.getUTCMonth() % step === 0) found.push(day);
  }
}
