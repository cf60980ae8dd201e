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
