import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { organisation, task } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

test("what was typed survives when somebody else saved first", async () => {
  const versions: (string | null)[] = [];
  let version = task.version;
  server.use(
    http.get(api("/o/acme/tasks/:id"), () => HttpResponse.json({ ...task, version })),
    http.patch(api("/o/acme/tasks/:id"), ({ request }) => {
      versions.push(request.headers.get("If-Match"));
      if (versions.length > 1) return HttpResponse.json({ ...task, version: 9, evidence_note: "Mine" });
      version = 8;
      return problem(412, "stale_version");
    }),
  );
  visit("/o/acme/tasks/0190-task");
  await userEvent.type(await screen.findByLabelText("Evidence note"), "Mine");
  await userEvent.click(screen.getByRole("button", { name: "Save evidence" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This was changed in the meantime");
  expect(screen.getByLabelText("Evidence note")).toHaveValue("Mine");
  await userEvent.click(screen.getByRole("button", { name: "Save mine on top" }));
  await waitFor(() => expect(versions).toEqual(['"3"', '"8"']));
});

test("without evidence the next step is to add it", async () => {
  visit("/o/acme/tasks/0190-task");
  await userEvent.click(await screen.findByRole("button", { name: "Add evidence" }));
  expect(screen.getByLabelText("Evidence note")).toHaveFocus();
  expect(screen.queryByRole("button", { name: "Submit for review" })).not.toBeInTheDocument();
});

test("an auditor reads and changes nothing", async () => {
  const permissions = { read_tasks: "all", read_history: "all", read_deliveries: "all" } as const;
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({ ...organisation, me: { ...organisation.me, permissions } }),
    ),
  );
  visit("/o/acme/tasks/0190-task");
  expect(await screen.findByText("Reminder 7 days before the due date", { exact: false })).toBeVisible();
  expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Controls" })).not.toBeInTheDocument();
});

const item = (id: string, text: string, done = false) => ({
  id,
  text,
  done: done ? { by: { id: "0190-ada", name: "Ada Lovelace" }, at: "2026-11-20T08:00:00.000Z" } : null,
});

test("a tick over somebody else's change of the list is made over it, without a question", async () => {
  const checklist = [item("i1", "Draft"), item("i2", "Approve", true)];
  let listed = { ...task, checklist, items: 2, items_done: 1 };
  const sent: unknown[] = [];
  let version = task.version;
  server.use(
    http.get(api("/o/acme/tasks/:id"), () => HttpResponse.json({ ...listed, version })),
    http.post(api("/o/acme/tasks/:id/checklist"), async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      if (sent.length === 1) {
        version = 8;
        return problem(412, "stale_version");
      }
      version = 9;
      listed = { ...listed, items_done: 2, checklist: checklist.map((one) => item(one.id, one.text, true)) };
      return HttpResponse.json({ ...listed, version });
    }),
  );
  visit("/o/acme/tasks/0190-task");
  expect(await screen.findByText("1 of 2")).toBeVisible();
  await userEvent.click(screen.getByRole("checkbox", { name: /Draft/ }));
  const tick = { action: "tick", item: "i1", done: true };
  await waitFor(() =>
    expect(sent).toEqual([
      ['"3"', tick],
      ['"8"', tick],
    ]),
  );
  await waitFor(() => expect(screen.getByRole("checkbox", { name: /Draft/ })).toBeChecked());
});

test("a task that comes back asks what is given up", async () => {
  const series = {
    ...task,
    recurs: true,
    recurrence: { every: 1, unit: "month", anchor: "due", weekdays: [], day: 31, until: null },
  };
  let body: unknown;
  server.use(
    http.get(api("/o/acme/tasks/:id"), () => HttpResponse.json(series)),
    http.post(api("/o/acme/tasks/:id/cancel"), async ({ request }) => {
      body = await request.json();
      return HttpResponse.json({ ...series, state: "cancelled", version: 4 });
    }),
  );
  visit("/o/acme/tasks/0190-task");
  expect(await screen.findByText("Every month on day 31, counted from the due date")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "More steps" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Cancel task" }));
  await userEvent.click(screen.getByRole("radio", { name: "This one and all that follow" }));
  await userEvent.type(screen.getByLabelText("Reason"), "The system is gone");
  await userEvent.click(screen.getByRole("button", { name: "Cancel task" }));
  await waitFor(() => expect(body).toEqual({ reason: "The system is gone", following: true }));
});
