import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { api, problem, server } from "../../../tests/server.ts";

const entry = (id: string, title: string, due: string) => ({
  id,
  kind: "task",
  reference: `TSK-${id}`,
  title,
  state: "open",
  due,
  person: { id: "0190-ada", name: "Ada Lovelace" },
});

const calendar = {
  today: "2026-11-24",
  first_day: "monday",
  working_days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  holidays: [{ day: "2026-11-26", name: "Founders' day" }],
  days: [
    { day: "2026-11-20", count: 1 },
    { day: "2026-11-24", count: 5 },
  ],
  entries: [
    entry("1", "Write the policy", "2026-11-20"),
    entry("2", "Name a deputy", "2026-11-24"),
    entry("3", "Train the team", "2026-11-24"),
    entry("4", "Sign the minutes", "2026-11-24"),
  ],
};

const asked: URLSearchParams[] = [];

beforeEach(() => {
  asked.length = 0;
  server.use(
    http.get(api("/o/acme/calendar"), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(calendar);
    }),
  );
});

test("a month shows each day with what is due, how much more there is, and why nobody works", async () => {
  visit("/o/acme/calendar");
  const grid = await screen.findByRole("grid", { name: "November 2026" });
  const heads = within(grid).getAllByRole("columnheader");
  expect(heads[0]).toHaveTextContent("Mon");
  expect(
    within(grid).getByRole("button", { name: "Friday, 20 November 2026, 1 due, Overdue" }),
  ).toBeVisible();
  const today = within(grid).getByRole("button", { name: "Tuesday, 24 November 2026, Today, 5 due" });
  expect(today).toHaveAttribute("aria-current", "date");
  expect(within(grid).getByRole("link", { name: "Write the policy" })).toHaveAttribute(
    "href",
    "/o/acme/tasks/1",
  );
  expect(within(grid).getByRole("button", { name: "+2 more" })).toBeVisible();
  expect(
    within(grid).getByRole("button", { name: "Thursday, 26 November 2026, Founders' day" }),
  ).toBeVisible();
  expect(within(grid).getByText("Founders' day")).toBeVisible();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ from: "2026-10-26", until: "2026-12-06", each: "3" });
});

test("arrows and pages lead through the days, T back to today, and Enter opens a day", async () => {
  const router = visit("/o/acme/calendar");
  const today = await screen.findByRole("button", { name: /^Tuesday, 24 November 2026, Today/ });
  expect(document.querySelectorAll('[data-day][tabindex="0"]')).toHaveLength(1);
  today.focus();
  await userEvent.keyboard("{ArrowRight}");
  await waitFor(() => expect(screen.getByRole("button", { name: /^Wednesday, 25 November/ })).toHaveFocus());
  expect(router.state.location.search).toEqual({ date: "2026-11-25" });
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(() => expect(router.state.location.search).toEqual({ date: "2026-12-02" }));
  expect(await screen.findByRole("grid", { name: "December 2026" })).toBeVisible();
  await waitFor(() => expect(screen.getByRole("button", { name: /^Wednesday, 2 December/ })).toHaveFocus());
  await userEvent.keyboard("{PageUp}");
  await waitFor(() => expect(router.state.location.search).toEqual({ date: "2026-11-02" }));
  await userEvent.keyboard("t");
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  screen.getByRole("button", { name: /^Tuesday, 24 November 2026, Today/ }).focus();
  await userEvent.keyboard("{Enter}");
  const drawer = await screen.findByRole("dialog", { name: "Tuesday, 24 November 2026" });
  expect(await within(drawer).findByRole("link", { name: "Train the team" })).toBeVisible();
  expect(within(drawer).getByText("5 due")).toBeVisible();
  expect(router.state.location.search).toEqual({ open: "2026-11-24" });
});

test("a year asks for counts alone and leads to its months", async () => {
  const router = visit("/o/acme/calendar?view=year");
  expect(await screen.findAllByRole("grid")).toHaveLength(12);
  expect(asked[0]?.get("each")).toBe("0");
  expect(asked[0]?.get("from")).toBe("2026-01-01");
  const late = screen.getByRole("button", { name: "Friday, 20 November 2026, 1 due, Overdue" });
  expect(late).toHaveAttribute("data-time", "overdue");
  expect(late).toHaveTextContent("201");
  await userEvent.click(screen.getByRole("button", { name: "See March 2026" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ view: "month", date: "2026-03-01" }));
});

test("a list goes day by day, and the address holds view, day and filters", async () => {
  visit("/o/acme/calendar?view=list&person=me&state=overdue&date=2026-11-02");
  expect(await screen.findByRole("heading", { level: 2, name: "November 2026" })).toBeVisible();
  expect(screen.getByRole("heading", { level: 3, name: /Friday, 20 November/ })).toBeVisible();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    from: "2026-11-01",
    until: "2027-01-31",
    each: "20",
    person: "me",
    state: "overdue",
  });
  expect(screen.getByRole("combobox", { name: "Whose" })).toHaveValue("me");
});

test("a calendar of nothing says what would stand here, and one that fails says so", async () => {
  server.use(
    http.get(api("/o/acme/calendar"), () => HttpResponse.json({ ...calendar, days: [], entries: [] })),
  );
  visit("/o/acme/calendar");
  expect(await screen.findByText("Nothing falls due in this time")).toBeVisible();
  expect(screen.getByRole("grid")).toBeVisible();
});

test("what cannot be read can be asked for again", async () => {
  server.use(http.get(api("/o/acme/calendar"), () => problem(503, "unavailable")));
  visit("/o/acme/calendar");
  expect(await screen.findByRole("alert")).toBeVisible();
});
