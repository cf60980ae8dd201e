import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { task } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

/** Answers each column with its part of these. */
const board = (rows: () => object[]) =>
  http.get(api("/o/acme/tasks"), ({ request }) => {
    const state = new URL(request.url).searchParams.get("state");
    const items = rows().filter((row) => (row as { state?: string }).state === state);
    return HttpResponse.json({ items, next: null, total: items.length });
  });

test("a card is moved by its menu, and the focus goes along", async () => {
  let row = { ...task, state: "open" };
  server.use(
    board(() => [row]),
    http.post(api("/o/acme/tasks/:id/start"), () => {
      row = { ...row, state: "in_progress", version: 4 };
      return HttpResponse.json(row);
    }),
  );
  visit("/o/acme/tasks?as=board");
  const open = await screen.findByRole("region", { name: "Open, 1" });
  await userEvent.click(within(open).getByRole("button", { name: "Move TSK-12" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "To In progress" }));
  const working = await screen.findByRole("region", { name: "In progress, 1" });
  await waitFor(() => expect(within(working).getByRole("link", { name: "Write the policy" })).toHaveFocus());
  expect(screen.getByRole("region", { name: "Open, 0" })).toHaveTextContent("Nothing here");
});

test("a move that is refused says why, and the card stays", async () => {
  server.use(
    board(() => [{ ...task, state: "in_progress" }]),
    http.post(api("/o/acme/tasks/:id/submit"), () =>
      problem(409, "refused", { params: { reason: "evidence_missing" } }),
    ),
  );
  const router = visit("/o/acme/tasks?as=board&q=policy");
  const working = await screen.findByRole("region", { name: "In progress, 1" });
  await userEvent.click(within(working).getByRole("button", { name: "Move TSK-12" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "To Ready for review" }));
  expect(await screen.findByText("TSK-12 stays where it is.")).toBeVisible();
  expect(screen.getByText(/^Evidence comes first/)).toBeVisible();
  expect(within(working).getByText("TSK-12")).toBeVisible();
  expect(router.state.location.search).toEqual({ as: "board", q: "policy" });
});

const offers = () => screen.queryAllByRole("button", { name: "Undo" });

test("a card that slipped goes back to where it was", async () => {
  let row = { ...task, state: "open" };
  const sent: string[] = [];
  server.use(
    board(() => [row]),
    http.post(api("/o/acme/tasks/:id/start"), () => {
      row = { ...row, state: "in_progress", version: 4 };
      return HttpResponse.json(row);
    }),
    http.post(api("/o/acme/tasks/:id/take-back"), ({ request }) => {
      sent.push(request.headers.get("If-Match") ?? "");
      row = { ...row, state: "open", version: 5 };
      return HttpResponse.json(row);
    }),
  );
  visit("/o/acme/tasks?as=board");
  const open = await screen.findByRole("region", { name: "Open, 1" });
  const before = offers().length;
  await userEvent.click(within(open).getByRole("button", { name: "Move TSK-12" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "To In progress" }));
  // What was offered by an earlier test may still stand there.
  await waitFor(() => expect(offers().length).toBe(before + 1));
  await userEvent.click(offers().at(-1) as HTMLElement);
  expect(await screen.findByRole("region", { name: "Open, 1" })).toHaveTextContent("TSK-12");
  expect(await screen.findByText("TSK-12: Open")).toBeVisible();
  expect(sent).toEqual(['"4"']);
});

test("a decision is not offered to be taken back", async () => {
  let row = { ...task, state: "ready_for_review" };
  server.use(
    board(() => [row]),
    http.post(api("/o/acme/tasks/:id/complete"), () => {
      row = { ...row, state: "done", version: 4 };
      return HttpResponse.json(row);
    }),
  );
  visit("/o/acme/tasks?as=board");
  const waiting = await screen.findByRole("region", { name: "Ready for review, 1" });
  const before = offers().length;
  await userEvent.click(within(waiting).getByRole("button", { name: "Move TSK-12" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "To Done" }));
  expect(await screen.findByText("TSK-12: Done")).toBeVisible();
  expect(offers().length).toBe(before);
});
