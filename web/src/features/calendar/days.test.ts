import { expect, test } from "vitest";
import { addMonths, keyed, levelOf, monthsOf, spanOf, stepOf, timeOf, weekOf, weeksOf } from "./days.ts";

test("a week begins as the organisation's does", () => {
  expect(weekOf("sunday")[0]).toBe("sunday");
  expect(weekOf("saturday")).toEqual([
    "saturday",
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
  ]);
});

test("a month's weeks hold all of its days once, whichever day begins them", () => {
  for (const first of ["monday", "sunday", "saturday", "thursday"] as const) {
    for (const month of monthsOf("2028-06-15")) {
      const days = weeksOf(month, first).flat();
      const own = days.filter((day) => day.startsWith(month.slice(0, 7)));
      expect(new Set(days).size).toBe(days.length);
      expect(days.length % 7).toBe(0);
      expect(own.length).toBe(new Date(Date.UTC(2028, Number(month.slice(5, 7)), 0)).getUTCDate());
      expect(
        (days[0] as string) > spanOf("month", month).from || days[0] === spanOf("month", month).from,
      ).toBe(true);
      expect((days.at(-1) as string) <= spanOf("month", month).until).toBe(true);
    }
  }
});

test("the same day of another month is its last where it is too short", () => {
  expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
  expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
  expect(addMonths("2027-03-31", -1)).toBe("2027-02-28");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
});

test("each view asks for no more than a year and a week", () => {
  expect(spanOf("year", "2028-02-29")).toEqual({ from: "2028-01-01", until: "2028-12-31" });
  expect(spanOf("list", "2026-11-24")).toEqual({ from: "2026-11-01", until: "2027-01-31" });
  expect(spanOf("month", "2026-11-24")).toEqual({ from: "2026-10-26", until: "2026-12-06" });
});

test("keys lead through days, weeks and months and over their ends", () => {
  const from = (key: string) => keyed(key, "2026-11-30", "monday");
  expect(from("ArrowRight")).toBe("2026-12-01");
  expect(from("ArrowLeft")).toBe("2026-11-29");
  expect(from("ArrowUp")).toBe("2026-11-23");
  expect(from("ArrowDown")).toBe("2026-12-07");
  expect(from("PageDown")).toBe("2026-12-30");
  expect(from("PageUp")).toBe("2026-10-30");
  expect(from("Home")).toBe("2026-11-30");
  expect(from("End")).toBe("2026-12-06");
  expect(keyed("Home", "2026-11-30", "sunday")).toBe("2026-11-29");
  expect(from("x")).toBeUndefined();
  expect(stepOf("year", "2026-11-30", -1)).toBe("2025-11-30");
});

test("the more is due the darker, and the day tells whether that is late", () => {
  expect([1, 2, 4, 5, 9, 10, 500].map(levelOf)).toEqual([1, 2, 2, 3, 3, 4, 4]);
  expect(["2026-11-23", "2026-11-24", "2026-11-25"].map((day) => timeOf(day, "2026-11-24"))).toEqual([
    "overdue",
    "today",
    "upcoming",
  ]);
});
