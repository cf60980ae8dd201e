import { expect, test } from "vitest";
import type { Quotation } from "~/api/client.ts";
import { compare } from "./quotations.ts";

const body = { id: "b", reference: "CB-1", name: "Example Cert", doubts: [], aside: false };
const offer = {
  valid_until: null,
  stage_1_on: "2027-02-01",
  stage_2_on: null,
  currency: "EUR",
  days: { stage_1: 1.5, stage_2: 4.25, surveillance_1: 2, surveillance_2: 2 },
  fees: { initial: 1_250_050, surveillance_1: 400_000, surveillance_2: 400_000, yearly: null, travel: null },
};

const quotation = (id: string, change: Partial<Quotation> = {}): Quotation => ({
  id,
  body,
  state: "answered",
  asked: "2026-11-02",
  answer_by: null,
  since: "2026-11-02",
  reason: null,
  note: "",
  offer,
  days: { sum: 9.75, whole: true },
  fees: { sum: 2_050_050, whole: true },
  over: false,
  ...change,
});

const line = (items: Quotation[], key: string) => compare(items).find((one) => one.key === key);

test("the least is said where it can be: of whole sums in one currency that still hold", () => {
  const dear = quotation("b", { fees: { sum: 2_500_000, whole: true } });
  expect(line([quotation("a"), dear], "fees")?.least).toEqual([true, false]);
  const other = quotation("b", { offer: { ...offer, currency: "CHF" }, fees: { sum: 1, whole: true } });
  expect(line([quotation("a"), other], "fees")?.least).toEqual([false, false]);
  const part = quotation("b", { fees: { sum: 1, whole: false } });
  expect(line([quotation("a"), dear, part], "fees")?.least).toEqual([true, false, false]);
  expect(line([quotation("a"), dear, part], "fees")?.cells[2]).toBe("€0.01, not complete");
  const over = quotation("b", { over: true, fees: { sum: 1, whole: true } });
  expect(line([quotation("a"), dear, over], "fees")?.least).toEqual([true, false, false]);
  expect(line([quotation("a"), quotation("b")], "fees")?.least).toEqual([false, false]);
  // One alone is no comparison.
  expect(line([quotation("a")], "fees")?.least).toEqual([false]);
});

test("money, quarters of days and dates are written as one reads them", () => {
  const items = [quotation("a"), quotation("b", { offer: null, state: "requested" })];
  expect(line(items, "fees")?.cells).toEqual(["€20,500.50", null]);
  expect(line(items, "fees.surveillance_1")?.cells).toEqual(["€4,000", null]);
  expect(line(items, "days.stage_2")?.cells).toEqual(["4.25", null]);
  expect(line(items, "stage_1_on")?.cells).toEqual(["1 Feb 2027", null]);
});
