/** How the reader likes dates and numbers: the language stays English, so months are named only where it is English. */
let locale = "en-GB";
let formats = formatsOf(locale);
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const DAY = 86_400_000;

function formatsOf(name: string) {
  const named = name.startsWith("en-");
  const date = named
    ? ({ day: "numeric", month: "short", year: "numeric" } as const)
    : ({ day: "2-digit", month: "2-digit", year: "numeric" } as const);
  const time = { ...date, hour: "2-digit", minute: "2-digit" } as const;
  return {
    day: new Intl.DateTimeFormat(name, { ...date, timeZone: "UTC" }),
    weekday: new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }),
    long: named
      ? new Intl.DateTimeFormat(name, {
          weekday: "long",
          day: "numeric",
          month: "long",
          year: "numeric",
          timeZone: "UTC",
        })
      : null,
    instant: (zone: string) => new Intl.DateTimeFormat(name, { ...time, timeZone: zone }),
    number: new Intl.NumberFormat(name, { maximumFractionDigits: 1 }),
  };
}

/** Chooses how dates and numbers are written from now on. */
export function setLocale(name: string) {
  if (name === locale) return;
  locale = name;
  formats = formatsOf(name);
}

/** A day and a number as somebody of that locale would read them here. */
export const sampleOf = (name: string, date: string) => {
  const { day, number } = formatsOf(name);
  return `${day.format(utc(date))} · ${number.format(1234.5)}`;
};

const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** `2026-12-04` as "4 Dec 2026", or "04.12.2026" where that is how one reads it. */
export const formatDate = (date: string) => formats.day.format(utc(date));

/** `2026-11-24` as "Tuesday, 24 November 2026". */
export const formatLongDate = (date: string) =>
  formats.long?.format(utc(date)) ?? `${formats.weekday.format(utc(date))}, ${formatDate(date)}`;

/** A number as the reader writes it, with at most one digit behind its point. */
export const formatNumber = (number: number) => formats.number.format(number);

/** A number of quarters, such as 4.25, as the reader writes it. */
export const formatQuarters = (number: number) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(number);

/** Money in hundredths of its currency; what is whole is written whole. */
export const formatMoney = (hundredths: number, currency: string) =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    ...(hundredths % 100 === 0 && { maximumFractionDigits: 0 }),
  }).format(hundredths / 100);

/** Whole days from one date to another; negative when it has passed. */
export const daysBetween = (from: string, to: string) => Math.round((utc(to) - utc(from)) / DAY);

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
export const formatInstant = (instant: string, zone: string) =>
  formats.instant(zone).format(new Date(instant));
