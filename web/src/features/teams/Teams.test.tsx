import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { team } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const { members: _, created_at: __, ...row } = team;

test("a team is made, and opens beside the list", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("/o/acme/teams"), async ({ request }) => {
      sent.push(await request.json(), request.headers.get("Idempotency-Key")?.length);
      return HttpResponse.json(team, { status: 201 });
    }),
  );
  visit("/o/acme/people?show=teams");
  expect(await screen.findByText("No team yet")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "New team" }));
  await userEvent.type(await screen.findByRole("textbox", { name: /^Name/ }), "Model operations");
  await userEvent.click(screen.getByRole("combobox", { name: "Lead" }));
  await userEvent.click(await screen.findByRole("option", { name: "Ada Lovelace (me)" }));
  await userEvent.click(screen.getByRole("button", { name: "Make team" }));
  await waitFor(() =>
    expect(sent).toEqual([{ name: "Model operations", lead: "0190-ada", members: [] }, 36]),
  );
  expect(await screen.findByRole("link", { name: "Their tasks" })).toHaveAttribute(
    "href",
    "/o/acme/tasks?team=0190-team",
  );
});

test("lists are filtered by team", async () => {
  server.use(http.get(api("/o/acme/teams"), () => HttpResponse.json({ items: [row], next: null, total: 1 })));
  const router = visit("/o/acme/people");
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Team" }), "Model operations");
  await waitFor(() => expect(router.state.location.search).toEqual({ team: "0190-team" }));
});
