import type { Calendar, CalendarEntry, DayName } from "~/api/client.ts";
import { formatLongDate } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { dayName, type timeOf } from "./days.ts";
import type { kindNames, View } from "./search.ts";

export const viewWords: Record<View, () => string> = {
  year: m.calendar_year,
  month: m.calendar_month,
  list: m.calendar_list,
};

export const kindWords: Record<(typeof kindNames)[number], () => string> = {
  task: m.nav_tasks,
  requirement: m.kind_requirements,
  control: m.kind_controls,
  evidence: m.nav_evidence,
  certification: m.nav_certifications,
  finding: m.findings,
  token: m.settings_tokens,
  connection: m.nav_connections,
};

/** What falls due of a thing: a task itself, of others their review or their end. */
export function dueWords({ falls_due, title }: CalendarEntry): string {
  if (falls_due === "review") return m.calendar_review_of({ title });
  if (falls_due === "validity") return m.calendar_validity_of({ title });
  if (falls_due === "expiry") return m.calendar_expiry_of({ title });
  if (falls_due === "access") return m.calendar_access_of({ title });
  if (falls_due === "surveillance") return m.calendar_surveillance_of({ title });
  if (falls_due === "recertification") return m.calendar_recertification_of({ title });
  if (falls_due === "certificate_expiry") return m.calendar_certificate_expiry_of({ title });
  if (falls_due === "restoration") return m.calendar_restoration_of({ title });
  if (falls_due === "booking") return m.calendar_booking_of({ title });
  if (falls_due === "visit") return m.calendar_visit_of({ title });
  if (falls_due === "internal_audit") return m.calendar_internal_audit_of({ title });
  if (falls_due === "management_review") return m.calendar_management_review_of({ title });
  if (falls_due === "quotation") return m.calendar_quotation_of({ title });
  if (falls_due === "answer") return m.calendar_answer_of({ title });
  if (falls_due === "correction") return m.calendar_correction_of({ title });
  return title;
}

/** What is due on a day, by when that is. */
export const times: Record<ReturnType<typeof timeOf>, Look> = {
  overdue: { label: m.filter_overdue, shape: "alert", tone: "red" },
  today: { label: m.calendar_due_today, shape: "half", tone: "amber" },
  upcoming: { label: m.calendar_upcoming, shape: "dot", tone: "blue" },
};

export const weekdays: Record<DayName, () => string> = {
  monday: m.day_monday,
  tuesday: m.day_tuesday,
  wednesday: m.day_wednesday,
  thursday: m.day_thursday,
  friday: m.day_friday,
  saturday: m.day_saturday,
  sunday: m.day_sunday,
};

const months = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
export const monthWords = (day: string) => months.format(Date.parse(`${day}T00:00:00Z`));
export const monthTitle = (day: string) => `${monthWords(day)} ${day.slice(0, 4)}`;

/** One day, as the views show it. */
export interface Day {
  day: string;
  count: number;
  entries: CalendarEntry[];
  /** Why nobody works; empty where that is the week's own doing. */
  off: string | null;
}

/** What is known of each day. */
export function daysOf(calendar: Calendar, showsOff: boolean): (day: string) => Day {
  const counts = new Map(calendar.days.map(({ day, count }) => [day, count]));
  const holidays = new Map(calendar.holidays.map(({ day, name }) => [day, name]));
  const entries = new Map<string, CalendarEntry[]>();
  for (const entry of calendar.entries) entries.set(entry.due, [...(entries.get(entry.due) ?? []), entry]);
  const works = new Set<DayName>(calendar.working_days);
  return (day) => ({
    day,
    count: counts.get(day) ?? 0,
    entries: entries.get(day) ?? [],
    off: showsOff ? (holidays.get(day) ?? (works.has(dayName(day)) ? null : "")) : null,
  });
}

/** A day in words: how much is due, whether that is late, and why nobody works. */
export function dayLabel({ day, count, off }: Day, today: string): string {
  const parts = [formatLongDate(day)];
  if (day === today) parts.push(m.calendar_today());
  if (count > 0) parts.push(m.calendar_due_count({ count }));
  if (count > 0 && day < today) parts.push(m.filter_overdue());
  if (off !== null) parts.push(off || m.calendar_day_off());
  return parts.join(", ");
}
