const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const weekday = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const DAY = 86_400_000;

const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** `2026-12-04` as "4 Dec 2026". */
export const formatDate = (date: string) => day.format(utc(date));

/** `2026-11-24` as "Tuesday, 24 November 2026". */
export const formatLongDate = (date: string) => weekday.format(utc(date));

/** Whole days from one date to another; negative when it has passed. */
const daysBetween = (from: string, to: string) => Math.round((utc(to) - utc(from)) / DAY);

/** How far a date is from today: "in 9 days", "tomorrow", "3 days ago". */
export function distance(date: string, today: string): string {
  const days = daysBetween(today, date);
  if (Math.abs(days) < 60) return relative.format(days, "day");
  if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), "month");
  return relative.format(Math.round(days / 365.25), "year");
}

export function addDays(date: string, days: number): string {
  return new Date(utc(date) + days * DAY).toISOString().slice(0, 10);
}

/** The day that an instant falls on there: `2026-11-27`. */
export const dayOf = (instant: string, zone: string) =>
  new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(new Date(instant));

/** An instant as the organisation's people read it on their wall clock. */
export function formatInstant(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
}
