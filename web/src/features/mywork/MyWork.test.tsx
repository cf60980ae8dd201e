import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { myTask, myWork, organisation, task } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

test("a task is finished in two taps and taken back with a third", async () => {
  const sent: string[] = [];
  const step = (state: string) =>
    HttpResponse.json({ ...task, ...myTask, state, version: sent.length + 1, possible: [] });
  server.use(
    http.post(api("/o/acme/tasks/:id/complete"), ({ request }) => {
      sent.push(`complete ${request.headers.get("If-Match")}`);
      server.use(http.get(api("/o/acme/my-work"), () => HttpResponse.json({ ...myWork, groups: [] })));
      return step("done");
    }),
    http.post(api("/o/acme/tasks/:id/take-back"), ({ request }) => {
      sent.push(`take-back ${request.headers.get("If-Match")}`);
      server.use(http.get(api("/o/acme/my-work"), () => HttpResponse.json(myWork)));
      return step("open");
    }),
  );
  visit("/o/acme/my-work");
  await userEvent.click(await screen.findByRole("button", { name: /Read the policy/, expanded: false }));
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(await screen.findByText("Nothing waits for you")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("button", { name: /Read the policy/ })).toBeVisible();
  expect(sent).toEqual(['complete "1"', 'take-back "2"']);
});

test("who may not move a date chooses another morning to be reminded on", async () => {
  const { revise_task: _, read_controls: __, ...permissions } = organisation.me.permissions;
  const me = { ...organisation.me, permissions, pressing: 3 };
  const sent: unknown[] = [];
  server.use(
    http.get(api("/o/acme"), () => HttpResponse.json({ ...organisation, me })),
    http.post(api("/o/acme/tasks/:id/snooze"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(task);
    }),
  );
  // Whoever has no readiness to look at begins here.
  const router = visit("/o/acme");
  await userEvent.click(await screen.findByRole("button", { name: /Read the policy/ }));
  expect(router.state.location.pathname).toBe("/o/acme/my-work");
  expect(screen.queryByRole("link", { name: "Home" })).not.toBeInTheDocument();
  expect(screen.getByRole("link", { name: /My work/ })).toHaveTextContent("3");
  await userEvent.click(screen.getByRole("button", { name: "Remind me 1 Dec 2026" }));
  await waitFor(() => expect(sent).toEqual([{ until: "2026-12-01" }]));
});

test("a group that is longer than its part leads to exactly its list", async () => {
  server.use(
    http.get(api("/o/acme/my-work"), () =>
      HttpResponse.json({ ...myWork, groups: [{ group: "overdue", total: 31, items: [myTask] }] }),
    ),
  );
  visit("/o/acme/my-work");
  const all = await screen.findByRole("link", { name: "Show all 31" });
  expect(all).toHaveAttribute("href", "/o/acme/tasks?work=overdue");
});
