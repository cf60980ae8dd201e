import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { ReviewRow, ReviewsOf } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { organisation } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

const grace = { id: "0190-grace", name: "Grace Hopper" };
const reviews: ReviewsOf = {
  cycle: {
    recurrence: { every: 1, unit: "year", anchor: "completion", weekdays: [], day: null, until: null },
    due: "2026-11-20",
    postponed_from: "2026-11-01",
    reviewer: null,
    approver: null,
    responsible: grace,
    overdue: true,
    stale: false,
  },
  reviews: [
    {
      id: "0190-review",
      by: grace,
      on: "2025-11-01",
      due: "2025-11-03",
      outcome: "changes_needed",
      changes: "Name the board",
      note: "",
      next_due: "2026-11-01",
      meeting: null,
      approved_by: null,
      approved_at: null,
      waits_for_approval: true,
    },
  ],
  postponements: [
    {
      id: "0190-put-off",
      kind: "review",
      original_due: "2026-11-01",
      from: "2026-11-01",
      to: "2026-11-20",
      waived: false,
      reason: "The board meets later",
      approved_by: grace,
      at: "2026-10-30T08:00:00.000Z",
    },
  ],
};

const row: ReviewRow = {
  id: "0190-a622",
  kind: "control",
  reference: "A.2.2",
  title: "AI policy",
  due: "2026-11-20",
  postponed_from: null,
  reviewer: grace,
  last_on: "2025-11-01",
  last_outcome: "suitable",
  overdue: true,
  stale: true,
  unapproved: false,
};

const allow = (permissions: Record<string, "all" | "own">) =>
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({
        ...organisation,
        me: { ...organisation.me, permissions: { ...organisation.me.permissions, ...permissions } },
      }),
    ),
  );

beforeEach(() => {
  allow({ read_reviews: "all", manage_reviews: "all", hold_review: "all" });
  server.use(http.get(api("/o/acme/reviews/:id"), () => HttpResponse.json(reviews)));
});

test("the page of a control says when it is reviewed, by whom, what came of it and what was put off", async () => {
  visit("/o/acme/controls/0190-a622");
  expect(await screen.findByText("Put off from 1 Nov 2026")).toBeVisible();
  expect(screen.getByText("Overdue, 4 days ago")).toBeVisible();
  expect(screen.getByText("Grace Hopper, as nobody else was chosen")).toBeVisible();
  expect(screen.getByText("Every year, counted from the day it is reviewed")).toBeVisible();
  const records = within(screen.getByRole("list", { name: "Reviews that were held" }));
  expect(records.getByText("Changes needed")).toBeVisible();
  expect(records.getByText(/Name the board/)).toBeVisible();
  expect(records.getByText("Waits for approval")).toBeVisible();
  expect(screen.getByText("The board meets later")).toBeVisible();
});

test("a review is noted, and what a rule refuses is said in words", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("/o/acme/reviews/:id/held"), async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? problem(409, "refused", { params: { reason: "changes_missing" } })
        : HttpResponse.json({ ...reviews, cycle: { ...reviews.cycle, due: "2027-11-24" } });
    }),
  );
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: "Note a review" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Note a review of A.2.2" }));
  await userEvent.selectOptions(dialog.getByLabelText("What it came to"), "Changes needed");
  await userEvent.type(dialog.getByLabelText("To be changed"), "Name it");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("Say what is to be changed.");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const review = { on: "2026-11-24", outcome: "changes_needed", changes: "Name it", note: "" };
  expect(sent).toEqual([review, review]);
});

test("only what was changed of the rhythm is sent", async () => {
  const sent: unknown[] = [];
  server.use(
    http.patch(api("/o/acme/reviews/:id"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(reviews);
    }),
  );
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: "Change" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.selectOptions(dialog.getByLabelText("Counted from"), "the date it was due");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(sent).toEqual([{ recurrence: { ...reviews.cycle?.recurrence, anchor: "due" } }]),
  );
});

test("what is not in place yet says so, and its reviews can begin", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(api("/o/acme/reviews/:id"), () =>
      HttpResponse.json({ cycle: null, reviews: [], postponements: [] }),
    ),
    http.patch(api("/o/acme/reviews/:id"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(reviews);
    }),
  );
  visit("/o/acme/controls/0190-a622");
  expect(await screen.findByText(/Not reviewed yet: it begins when this is in place/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Begin now" }));
  await waitFor(() => expect(sent).toEqual([{}]));
});

test("whoever reviews only what is theirs sees no way to review what is another's", async () => {
  allow({ read_reviews: "all", hold_review: "own" });
  visit("/o/acme/controls/0190-a622");
  expect(await screen.findByText("Overdue, 4 days ago")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Note a review" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Put off" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});

test("a task's date is put off with a reason", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("/o/acme/obligations/:id/postpone"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ cycle: null, reviews: [], postponements: [] });
    }),
  );
  visit("/o/acme/tasks/0190-task");
  await userEvent.click(await screen.findByRole("button", { name: "Put the date off" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Put the date off" }));
  await userEvent.type(dialog.getByLabelText("New date"), "2027-03-01");
  await userEvent.type(dialog.getByLabelText("Reason"), "The auditor is ill");
  await userEvent.click(dialog.getByRole("button", { name: "Put the date off" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent).toEqual([{ kind: "task", to: "2027-03-01", reason: "The auditor is ill" }]);
});

test("the address of the list is its filter, and a meeting is noted for what is chosen", async () => {
  const asked: string[] = [];
  const sent: unknown[] = [];
  server.use(
    http.get(api("/o/acme/reviews"), ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ items: [row], next: null, total: 1 });
    }),
    http.post(api("/o/acme/reviews/meetings"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ meeting: "0190-meeting", held: 1 });
    }),
  );
  const router = visit("/o/acme/reviews?reviewer=me");
  expect(await screen.findByRole("columnheader", { name: "Next review" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  expect(screen.getByRole("cell", { name: /Suitable as it is/ })).toBeVisible();
  expect(screen.getByRole("cell", { name: /1 Nov 2025.*Not reviewed for a year/ })).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText("Needs attention"), "Not reviewed for a year");
  await waitFor(() => expect(router.state.location.searchStr).toBe("?reviewer=me&stale=true"));
  await waitFor(() => expect(asked.at(-1)).toContain("stale=true"));
  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose AI policy" }));
  await userEvent.click(screen.getByRole("button", { name: "Note a meeting" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Note a meeting" }));
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({
    subjects: ["0190-a622"],
    review: { on: "2026-11-24", outcome: "suitable", changes: "", note: "" },
  });
});

test("a review that falls away asks for the reason and says when the next one is", async () => {
  const sent: unknown[] = [];
  let now = reviews;
  server.use(
    http.get(api("/o/acme/reviews/:id"), () => HttpResponse.json(now)),
    http.post(api("/o/acme/reviews/0190-a622/waive"), async ({ request }) => {
      sent.push(await request.json());
      const fell = { id: "0190-fell", from: "2026-11-20", to: "2027-11-01", waived: true };
      const [postponed] = reviews.postponements;
      if (!postponed || !reviews.cycle) throw new Error("a cycle that was put off");
      const cycle = { ...reviews.cycle, due: "2027-11-01", postponed_from: null, overdue: false };
      now = { ...reviews, cycle, postponements: [{ ...postponed, ...fell }, postponed] };
      return HttpResponse.json(now);
    }),
  );
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: "Let it fall away" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Let it fall away" }));
  await userEvent.type(dialog.getByLabelText("Reason"), "It was written anew");
  await userEvent.click(dialog.getByRole("button", { name: "Let it fall away" }));
  expect(await screen.findByText("20 Nov 2026 fell away, next on 1 Nov 2027, by Grace Hopper")).toBeVisible();
  expect(sent).toEqual([{ reason: "It was written anew" }]);
});
