import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { api, server } from "../../../tests/server.ts";
import { figuresOf, shareOf, tookWords } from "./figures.ts";

const count = (
  day: string,
  state: "delivered" | "dead" | "planned" | "sending" | "suppressed",
  number: number,
) => ({
  day,
  channel: "mail" as const,
  state,
  count: number,
});

const summary = {
  since: "2026-11-18",
  until: "2026-11-24",
  counts: [
    count("2026-11-18", "delivered", 6),
    count("2026-11-24", "dead", 2),
    count("2026-11-24", "planned", 1),
    count("2026-11-24", "sending", 1),
    count("2026-11-24", "suppressed", 3),
  ],
  paces: [{ channel: null, count: 8, median_ms: 900, p95_ms: 95_000 }],
  suppressed: [{ reason: "closed" as const, count: 3 }],
  failed: [{ delivery: "0190-d", said: "550 no such user", count: 2 }],
  people: [{ person: { id: "0190-grace", name: "Grace Hopper" }, address: "grace@example.org", count: 2 }],
  troubles: [],
};

beforeEach(() => {
  server.use(
    http.get(api("/o/acme/deliveries"), () => HttpResponse.json({ items: [], next: null, total: 0 })),
    http.get(api("/o/acme/deliveries/summary"), () => HttpResponse.json(summary)),
  );
});

test("figures of days and ways are those of all, and a day without any is one of them", () => {
  const { all, channels, days } = figuresOf(summary);
  expect(all).toEqual({
    planned: 13,
    parts: { delivered: 6, suppressed: 3, waiting: 2, uncertain: 0, dead: 2 },
  });
  expect(channels).toEqual([["mail", all]]);
  expect(days).toHaveLength(7);
  expect(days.reduce((sum, { planned }) => sum + planned, 0)).toBe(13);
  expect(shareOf(all)).toBe(75);
  expect(
    shareOf({ planned: 3, parts: { delivered: 0, suppressed: 3, waiting: 0, uncertain: 0, dead: 0 } }),
  ).toBe(null);
});

test("how long something took is told in the unit that says it", () => {
  expect([5, 900, 1_500, 95_000, 1_200_000, 86_400_000].map(tookWords)).toEqual([
    "5 ms",
    "900 ms",
    "1.5 s",
    "95 s",
    "20 min",
    "24 h",
  ]);
});

test("each figure leads to the part of the list that it counts", async () => {
  visit("/o/acme/deliveries?days=7");
  const failed = await screen.findByRole("link", { name: "2 Failed or uncertain" });
  const span = "since=2026-11-18&until=2026-11-24";
  const where = (link: HTMLElement) => decodeURIComponent(link.getAttribute("href") ?? "");
  expect(where(failed)).toBe(`/o/acme/deliveries?${span}&state=dead,uncertain&days=7#list`);
  expect(where(screen.getByRole("link", { name: "75 % Arrived" }))).toContain("state=delivered");
  expect(where(screen.getByRole("link", { name: /550 no such user/ }))).toContain("like=0190-d");
  expect(where(screen.getByRole("link", { name: /Grace Hopper/ }))).toContain("recipient=0190-grace");
  expect(where(screen.getByRole("link", { name: /The task/ }))).toContain("reason=closed");
  await userEvent.click(screen.getByText("Day by day, as a table"));
  const table = screen.getByRole("table", { name: "Day by day, as a table" });
  const row = within(table).getByRole("row", { name: /24 Nov 2026/ });
  const [planned, ...parts] = within(row).getAllByRole("link");
  expect(planned && where(planned)).toBe("/o/acme/deliveries?since=2026-11-24&until=2026-11-24&days=7#list");
  expect(parts.map((link) => link.textContent)).toEqual(["3", "2", "2"]);
});

test("while a way does not work, the page says so", async () => {
  const trouble = {
    channel: "mail",
    trouble: "failing",
    since: "2026-11-24T08:00:00.000Z",
    ended: 10,
    failed: 3,
    waiting_since: null,
  };
  server.use(
    http.get(api("/o/acme/deliveries/summary"), () => HttpResponse.json({ ...summary, troubles: [trouble] })),
  );
  visit("/o/acme/deliveries");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("Mail does not get through");
  expect(alert).toHaveTextContent("3 of 10");
});

test("a filter that the figures put together has a name in the list's own filter", async () => {
  visit("/o/acme/deliveries?state=dead,uncertain");
  const filter = await screen.findByRole("combobox", { name: "State" });
  expect(filter).toHaveDisplayValue("Failed or uncertain");
});
