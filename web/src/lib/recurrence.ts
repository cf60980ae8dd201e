import type { Recurrence } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { formatDate } from "./dates.ts";

export type Unit = Recurrence["unit"];
export type Weekday = NonNullable<Recurrence["weekdays"]>[number];

const units: Record<Unit, (words: { count: number }) => string> = {
  day: m.repeats_days,
  week: m.repeats_weeks,
  month: m.repeats_months,
  year: m.repeats_years,
};

export const unitNames: Record<Unit, () => string> = {
  day: m.unit_days,
  week: m.unit_weeks,
  month: m.unit_months,
  year: m.unit_years,
};

export const weekdays: Record<Weekday, () => string> = {
  monday: m.weekday_monday,
  tuesday: m.weekday_tuesday,
  wednesday: m.weekday_wednesday,
  thursday: m.weekday_thursday,
  friday: m.weekday_friday,
  saturday: m.weekday_saturday,
  sunday: m.weekday_sunday,
};

/** What is suggested first: most of what comes back in a management system comes back every year. */
export const yearly: Recurrence = {
  every: 1,
  unit: "year",
  anchor: "completion",
  weekdays: [],
  day: null,
  until: null,
};

/**
 * A rule as a person would say it: "Every 2 weeks on Monday, counted from the due date"; `done` says from when it is counted
 * otherwise.
 */
export function recurrenceWords(rule: Recurrence, done = m.repeats_from_completion): string {
  const parts = [units[rule.unit]({ count: rule.every })];
  const days = rule.weekdays ?? [];
  if (days.length > 0) parts.push(m.repeats_on({ days: days.map((day) => weekdays[day]()).join(", ") }));
  if (rule.day) parts.push(m.repeats_on_day({ day: rule.day }));
  const from = rule.anchor === "due" ? m.repeats_from_due() : done();
  const ends = rule.until ? ` ${m.repeats_until({ date: formatDate(rule.until) })}` : "";
  return `${parts.join(" ")}, ${from}${ends}`;
}
