import { expect, test } from "vitest";
import type { Certification, CycleDate } from "~/api/client.ts";
import { axisOf, place, stretch, ticks } from "./axis.ts";

const date = (what: CycleDate["what"], latest: string, earliest: string | null = null) =>
  ({ what, latest, earliest, anchor_on: "2026-11-10" }) as CycleDate;

const known = {
  dates: [
    date("expiry", "2029-11-09"),
    date("restoration", "2030-05-09"),
    date("renewed_expiry", "2032-11-09"),
  ],
  visits: [] as Certification["visits"],
  today: "2027-03-01",
};

test("the axis holds whole months around all that is known, and nothing of the next cycle", () => {
  const axis = axisOf(known);
  expect(axis).toMatchObject({ from: "2026-11-01", until: "2030-05-31" });
  expect(place(axis, "2026-11-01")).toBe(0);
  expect(place(axis, "2032-11-09")).toBe(1);
});

test("a stretch holds its last day too", () => {
  const axis = { from: "2027-01-01", until: "2027-01-10", days: 10 };
  expect(stretch(axis, "2027-01-01", "2027-01-10")).toEqual({ left: 0, width: 1 });
  expect(stretch(axis, "2027-01-02", "2027-01-02").width).toBeCloseTo(0.1);
});

test("a tick is a half year, a month or a Monday", () => {
  const axis = axisOf(known);
  expect(ticks(axis, "cycle")).toEqual([
    "2027-01-01",
    "2027-07-01",
    "2028-01-01",
    "2028-07-01",
    "2029-01-01",
    "2029-07-01",
    "2030-01-01",
  ]);
  expect(ticks(axis, "year")).toHaveLength(43);
  const mondays = ticks(axis, "week").map((day) => new Date(`${day}T00:00:00Z`).getUTCDay());
  expect(new Set(mondays)).toEqual(new Set([1]));
});
