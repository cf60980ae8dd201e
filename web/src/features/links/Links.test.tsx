import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { linkedOf, task } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const other = {
  id: "0190-a624",
  kind: "control",
  reference: "A.6.2.4",
  title: "Verification and validation",
  state: "in_progress",
  due: null,
  owner: null,
  linked_by: null,
  linked_at: "2026-11-24T08:00:00.000Z",
};

test("what a task is linked to is chosen by a search, shown with its state, and taken back", async () => {
  let items: object[] = [];
  const sent: string[] = [];
  const answered = () => HttpResponse.json({ of: linkedOf, items, total: items.length });
  server.use(
    http.get(api("/o/acme/subjects/:id/links"), answered),
    http.get(api("/o/acme/find"), () => {
      const title = [{ text: other.title, marked: false }];
      return HttpResponse.json({ items: [{ ...other, title, passage: [] }] });
    }),
    http.put(api("/o/acme/subjects/:id/links/:other"), ({ params }) => {
      sent.push(`link ${params.id} ${params.other}`);
      items = [other];
      return answered();
    }),
    http.delete(api("/o/acme/subjects/:id/links/:other"), ({ params }) => {
      sent.push(`unlink ${params.id} ${params.other}`);
      items = [];
      return answered();
    }),
  );
  visit(`/o/acme/tasks/${task.id}`);
  expect(await screen.findByText(/^Not linked to anything yet/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Link to something" }));
  await userEvent.type(
    screen.getByRole("searchbox", { name: "Search tasks, controls and evidence" }),
    "verif",
  );
  await userEvent.click(await screen.findByRole("button", { name: /A\.6\.2\.4/ }));
  const list = await screen.findByRole("list", { name: "Linked to" });
  expect(within(list).getByRole("link", { name: /A\.6\.2\.4/ })).toBeVisible();
  expect(list).toHaveTextContent("In progress");
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText(/^Not linked to anything yet/)).toBeVisible();
  expect(sent).toEqual([`link ${task.id} ${other.id}`, `unlink ${task.id} ${other.id}`]);
});

test("a task names what came between its versions", async () => {
  const entry = { version: 1, at: "2026-11-24T08:00:00.000Z", via: null, by_token: false, changes: [] };
  const actor = { kind: "person", name: "Ada Lovelace" };
  const linked = { id: other.id, kind: "control", reference: other.reference, title: other.title };
  server.use(
    http.get(api("/o/acme/tasks/:id/history"), () =>
      HttpResponse.json({
        items: [
          { ...entry, actor, event: "task_linked", linked },
          { ...entry, actor, event: "task_created", linked: null },
        ],
        next: null,
        total: 1,
      }),
    ),
  );
  visit(`/o/acme/tasks/${task.id}?tab=history`);
  const history = await screen.findByRole("list", { name: "History" });
  expect(within(history).getByRole("link", { name: /A\.6\.2\.4/ })).toBeVisible();
  expect(screen.queryByRole("button", { name: /compare/i })).toBeNull();
});
