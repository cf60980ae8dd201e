import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { SavedView } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { organisation, task } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const view: SavedView = {
  id: "0190-view",
  list: "tasks",
  name: "Late and mine",
  query: { owner: "me", overdue: "true", sort: "-due" },
  shared: false,
  owner: { id: "0190-ada", name: "Ada Lovelace" },
  mine: true,
  changeable: true,
  default: false,
  gone: [],
  version: 3,
  updated_at: "2026-11-20T08:00:00.000Z",
};

const keep = (...views: SavedView[]) =>
  server.use(http.get(api("/o/acme/views"), () => HttpResponse.json({ items: views })));

beforeEach(() => {
  localStorage.clear();
  server.use(
    http.get(api("/o/acme/tasks"), () => HttpResponse.json({ items: [task], next: null, total: 1 })),
  );
});

test("a list that is entered without a question opens with the view that was chosen for it", async () => {
  keep({ ...view, default: true });
  const router = visit("/o/acme/tasks");
  expect(await screen.findByRole("button", { name: /View: Late and mine\. / })).toBeVisible();
  expect(router.state.location.searchStr).toBe(`?view=${view.id}&owner=me&overdue=true&sort=-due`);
  await userEvent.click(screen.getByRole("button", { name: /View: Late and mine/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "All tasks" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("an address with a question is left as it is", async () => {
  keep({ ...view, default: true });
  const router = visit("/o/acme/tasks?q=policy");
  expect(await screen.findByRole("button", { name: /View: All tasks/ })).toBeVisible();
  expect(router.state.location.search).toEqual({ q: "policy" });
});

test("what is shown is saved under a name, with its filters and its look", async () => {
  const sent: unknown[] = [];
  keep();
  server.use(
    http.post(api("/o/acme/views"), async ({ request }) => {
      sent.push(await request.json(), request.headers.get("Idempotency-Key")?.length);
      keep({ ...view, name: "Mine", query: { owner: "me", density: "compact" } });
      return HttpResponse.json({ ...view, name: "Mine", query: { owner: "me", density: "compact" } });
    }),
  );
  const router = visit("/o/acme/tasks?owner=me&density=compact&open=");
  await userEvent.click(await screen.findByRole("button", { name: "Save view" }));
  const dialog = await screen.findByRole("dialog", { name: "Save this view" });
  expect(within(dialog).queryByRole("checkbox")).not.toBeInTheDocument();
  await userEvent.type(within(dialog).getByRole("textbox", { name: /^Name of the view/ }), "Mine");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save view" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ view: view.id }));
  expect(sent).toEqual([
    { list: "tasks", name: "Mine", query: { owner: "me", density: "compact" }, shared: false },
    36,
  ]);
});

test("what was changed of a view is saved over the version that was opened", async () => {
  const sent: unknown[] = [];
  keep(view);
  server.use(
    http.patch(api("/o/acme/views/:id"), async ({ request }) => {
      sent.push(request.headers.get("If-Match"), await request.json());
      return HttpResponse.json({ ...view, version: 4 });
    }),
  );
  visit(`/o/acme/tasks?owner=me&overdue=true&sort=-due&view=${view.id}`);
  expect(await screen.findByRole("button", { name: /View: Late and mine\. / })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Save changes" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Title" }));
  await userEvent.click(await screen.findByRole("button", { name: "Save changes" }));
  await waitFor(() =>
    expect(sent).toEqual(['"3"', { query: { owner: "me", overdue: "true", sort: "title" } }]),
  );
});

test("a view that is deleted can be had back, and the list opens with it as before", async () => {
  const sent: unknown[] = [];
  keep({ ...view, default: true });
  server.use(
    http.delete(api("/o/acme/views/:id"), () => {
      keep();
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(api("/o/acme/views"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...view, id: "0190-again" });
    }),
    http.put(api("/o/acme/views/:id/default"), async ({ request, params }) => {
      sent.push(params.id, await request.json());
      return HttpResponse.json({ ...view, id: "0190-again", default: true });
    }),
  );
  visit(`/o/acme/tasks?owner=me&overdue=true&sort=-due&view=${view.id}`);
  await userEvent.click(await screen.findByRole("button", { name: "What to do with Late and mine" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete the view" }));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Late and mine is back")).toBeVisible();
  expect(sent).toEqual([
    { list: "tasks", name: view.name, query: view.query, shared: false },
    "0190-again",
    { default: true },
  ]);
});

test("who left and what is no longer there is named, and the view opens", async () => {
  keep({
    ...view,
    gone: [
      { part: "owner", value: "Grace Hopper", why: "person_left" },
      { part: "columns", value: "colour", why: "unknown" },
    ],
  });
  visit(`/o/acme/tasks?owner=0190-grace&view=${view.id}`);
  expect(await screen.findByText(/^Grace Hopper has left/)).toBeVisible();
  expect(screen.getByText(/^“colour” no longer exists/)).toBeVisible();
  expect(screen.getByRole("table")).toBeVisible();
});

test("only whoever may share is offered to", async () => {
  const permissions = { ...organisation.me.permissions, share_view: "all" as const };
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({ ...organisation, me: { ...organisation.me, permissions } }),
    ),
  );
  keep(view, { ...view, id: "2", name: "Theirs", shared: true, mine: false, changeable: false });
  visit(`/o/acme/tasks?owner=me&overdue=true&sort=-due&view=${view.id}`);
  await userEvent.click(await screen.findByRole("button", { name: "What to do with Late and mine" }));
  expect(await screen.findByRole("menuitem", { name: /^Share with everybody/ })).toBeVisible();
});
