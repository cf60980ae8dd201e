import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { task } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const second = { ...task, id: "0190-second", reference: "TSK-13", title: "Train the team", version: 7 };
const list = (items: object[], total = items.length) => HttpResponse.json({ items, next: null, total });

beforeEach(() => {
  localStorage.clear();
  server.use(http.get(api("/o/acme/tasks"), () => list([task, second])));
});

const heads = () =>
  screen
    .getAllByRole("columnheader")
    .map((head) => head.textContent)
    .filter(Boolean);

test("columns are chosen and ordered by keyboard, stand in the address and are remembered here", async () => {
  const router = visit("/o/acme/tasks");
  const look = await screen.findByRole("button", { name: "Columns" });
  look.focus();
  await userEvent.keyboard("{Enter}");
  const menu = await screen.findByRole("dialog", { name: "Columns" });
  expect(within(menu).getByRole("checkbox", { name: "Title" })).toBeDisabled();
  await userEvent.click(within(menu).getByRole("checkbox", { name: "Priority" }));
  await userEvent.click(within(menu).getByRole("button", { name: "Due: one place earlier" }));
  await userEvent.click(within(menu).getByText("Compact"));
  await waitFor(() =>
    expect(router.state.location.search).toEqual({
      columns: "reference,title,state,due,owner",
      density: "compact",
    }),
  );
  expect(heads()).toEqual(["Reference", "Title", "State", "Due", "Owner"]);
  expect(screen.getByRole("table")).toHaveAttribute("data-density", "compact");
  expect(JSON.parse(localStorage.getItem("look:tasks") ?? "")).toEqual({
    columns: "reference,title,state,due,owner",
    density: "compact",
  });
});

test("without a word in the address the list looks as this device last had it", async () => {
  localStorage.setItem("look:tasks", JSON.stringify({ columns: "due,title,colour", density: "compact" }));
  visit("/o/acme/tasks");
  expect(await screen.findByRole("columnheader", { name: "Due" })).toBeVisible();
  expect(heads()).toEqual(["Due", "Title"]);
});

test("a row opens beside the list, j goes on, and Escape gives the row the focus back", async () => {
  server.use(
    http.get(api("/o/acme/tasks/:id"), ({ params }) =>
      HttpResponse.json(params.id === second.id ? second : task),
    ),
  );
  const router = visit("/o/acme/tasks");
  await userEvent.click(await screen.findByRole("link", { name: "Write the policy" }));
  const drawer = await screen.findByRole("dialog", { name: "Opened from the list" });
  expect(await within(drawer).findByRole("heading", { level: 2, name: /TSK-12/ })).toBeVisible();
  expect(router.state.location.search).toEqual({ open: task.id });
  expect(document.title).toBe("Tasks · OpenAIMS");
  await userEvent.keyboard("j");
  expect(await within(drawer).findByRole("heading", { level: 2, name: /TSK-13/ })).toBeVisible();
  expect(within(drawer).getByText("2 of 2")).toBeVisible();
  expect(within(drawer).getByRole("link", { name: "Open as a page" })).toHaveAttribute(
    "href",
    `/o/acme/tasks/${second.id}`,
  );
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  await waitFor(() => expect(screen.getByRole("link", { name: "Train the team" })).toHaveFocus());
});

test("a gives what has the focus to somebody, and e changes it", async () => {
  visit("/o/acme/tasks");
  (await screen.findByRole("link", { name: "Write the policy" })).focus();
  await userEvent.keyboard("a");
  const drawer = await screen.findByRole("dialog", { name: "Opened from the list" });
  const owner = await within(drawer).findByRole("combobox", { name: "Owner" }, { timeout: 5_000 });
  await waitFor(() => expect(owner).toHaveFocus());
});

test("a task that is not there is told in the drawer, and the list stays", async () => {
  server.use(http.get(api("/o/acme/tasks/:id"), () => new HttpResponse(null, { status: 404 })));
  visit("/o/acme/tasks?open=0190-gone");
  const drawer = await screen.findByRole("dialog", { name: "Opened from the list" });
  expect(await within(drawer).findByRole("alert")).toBeVisible();
  expect(screen.getByRole("table", { hidden: true })).toBeInTheDocument();
});

test("several are taken back each to what it said, and what somebody changed since is counted", async () => {
  const asked: { tasks: { id: string; version: number }[]; priority?: string }[] = [];
  const low = { ...second, priority: "low" };
  server.use(
    http.get(api("/o/acme/tasks"), () => list([task, low])),
    http.post(api("/o/acme/tasks/revise"), async ({ request }) => {
      const body = (await request.json()) as (typeof asked)[number];
      asked.push(body);
      const ids = body.tasks.map(({ id }) => id);
      const stale = asked.length > 1 && ids.includes(second.id);
      return HttpResponse.json(
        stale
          ? { changed: [], not_changed: [{ id: second.id, why: "stale_version" }] }
          : { changed: ids, not_changed: [] },
      );
    }),
  );
  visit("/o/acme/tasks");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose every row shown" }));
  const bar = screen.getByRole("region", { name: "Chosen tasks" });
  await userEvent.selectOptions(within(bar).getByLabelText("Priority"), "urgent");
  expect(await screen.findByText("2 changed")).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(await screen.findByText(/1 as they were\. 1 stay as they are/)).toBeVisible();
  expect(asked.slice(1)).toEqual([
    { priority: "normal", tasks: [{ id: task.id, version: task.version + 1 }] },
    { priority: "low", tasks: [{ id: second.id, version: second.version + 1 }] },
  ]);
});

test("all that match are chosen, and changed some at a time", async () => {
  const many = Array.from({ length: 450 }, (_, at) => ({ ...task, id: `id-${at}`, title: `Task ${at}` }));
  const sizes: number[] = [];
  server.use(
    http.get(api("/o/acme/tasks"), ({ request }) => {
      const from = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
      const to = from + Number(new URL(request.url).searchParams.get("limit"));
      const next = to < many.length ? String(to) : null;
      return HttpResponse.json({ items: many.slice(from, to), next, total: many.length });
    }),
    http.post(api("/o/acme/tasks/revise"), async ({ request }) => {
      const { tasks } = (await request.json()) as { tasks: { id: string }[] };
      sizes.push(tasks.length);
      return HttpResponse.json({ changed: tasks.map(({ id }) => id), not_changed: [] });
    }),
  );
  visit("/o/acme/tasks");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose every row shown" }));
  expect(screen.getByText("50 chosen")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Choose all 450 that match" }));
  expect(await screen.findByText("450 chosen")).toBeVisible();
  await userEvent.selectOptions(
    within(screen.getByRole("region", { name: "Chosen tasks" })).getByLabelText("Priority"),
    "urgent",
  );
  expect(await screen.findByText("450 changed")).toBeVisible();
  expect(sizes).toEqual([200, 200, 50]);
});
