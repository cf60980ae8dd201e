import { expect, test } from "vitest";
import { addDays, dayOf, distance, formatDate, formatInstant } from "./dates.ts";

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
