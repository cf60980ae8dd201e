import { afterEach, expect, test } from "vitest";
import {
  addDays,
  dayOf,
  distance,
  formatDate,
  formatInstant,
  formatLongDate,
  formatNumber,
  setLocale,
} from "./dates.ts";

afterEach(() => setLocale("en-GB"));

test("a date is written out and its distance beside it", () => {
  expect(formatDate("2026-12-03")).toBe("3 Dec 2026");
  expect(distance("2026-12-03", "2026-11-24")).toBe("in 9 days");
  expect(distance("2026-11-25", "2026-11-24")).toBe("tomorrow");
  expect(distance("2026-11-21", "2026-11-24")).toBe("3 days ago");
  expect(distance("2027-05-24", "2026-11-24")).toBe("in 6 months");
});

test("days are counted over months and leap years", () => {
  expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
});

test("an instant is told in the organisation's zone", () => {
  expect(formatInstant("2026-11-26T23:30:00.000Z", "Europe/Berlin")).toBe("27 Nov 2026, 00:30");
  expect(dayOf("2026-11-26T23:30:00.000Z", "Europe/Berlin")).toBe("2026-11-27");
});

test("dates and numbers follow the reader, and words stay English", () => {
  const written = (locale: string) => {
    setLocale(locale);
    return [formatDate("2026-12-03"), formatLongDate("2026-12-03"), formatNumber(1234.5)];
  };
  expect(written("de-DE")).toEqual(["03.12.2026", "Thursday, 03.12.2026", "1.234,5"]);
  expect(written("fr-FR")[0]).toBe("03/12/2026");
  expect(written("en-US")).toEqual(["Dec 3, 2026", "Thursday, December 3, 2026", "1,234.5"]);
  setLocale("de-DE");
  expect(formatInstant("2026-11-26T23:30:00.000Z", "Europe/Berlin")).toBe("27.11.2026, 00:30");
});
