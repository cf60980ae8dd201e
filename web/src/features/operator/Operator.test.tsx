import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { session } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

const acme = {
  id: "0190-org",
  slug: "acme",
  name: "Acme Rockets",
  founded_at: "2026-11-01T09:00:00.000Z",
  suspended_at: null as string | null,
  suspended_why: null as string | null,
  closing_at: null as string | null,
  people: 7,
  most_people: null,
  file_bytes: 5_000,
  most_file_bytes: null,
  jobs_waiting: 0,
  jobs_dead: 2,
  version: 4,
};

const whole = {
  ...acme,
  usage: {
    service_accounts: 0,
    tasks: 9,
    open_tasks: 3,
    evidence: 1,
    connections: 0,
    webhooks: 0,
    tokens: 0,
  },
  usual_file_bytes: 53_687_091_200,
};

const asOperator = () =>
  server.use(
    http.get(api("/session"), () => HttpResponse.json({ ...session, operator: true })),
    http.get(api("/operator/organisations"), () => HttpResponse.json({ items: [acme], next: null })),
    http.get(api("/operator/organisations/0190-org"), () => HttpResponse.json(whole)),
    http.get(api("/operator/jobs"), () => HttpResponse.json({ items: [], next: null })),
  );

test("an operator suspends an organisation, with a reason and over the version they saw", async () => {
  asOperator();
  const sent: unknown[] = [];
  server.use(
    http.post(api("/operator/organisations/0190-org/suspend"), async ({ request }) => {
      sent.push(await request.json(), request.headers.get("If-Match"));
      const since = {
        suspended_at: "2026-11-24T09:00:00.000Z",
        suspended_why: "An open invoice",
        version: 5,
      };
      return HttpResponse.json({ ...whole, ...since });
    }),
  );
  visit("/operator");
  await userEvent.click(await screen.findByRole("link", { name: "Acme Rockets" }));
  await userEvent.click(await screen.findByRole("button", { name: "Suspend" }));
  await userEvent.type(await screen.findByRole("textbox", { name: /Reason/ }), "An open invoice");
  await userEvent.click(screen.getAllByRole("button", { name: "Suspend" }).at(-1) as HTMLElement);
  await waitFor(() => expect(sent).toEqual([{ reason: "An open invoice" }, '"4"']));
  expect(await screen.findByRole("button", { name: "End the suspension" })).toBeVisible();
  expect(screen.getByText(/An open invoice/)).toBeVisible();
});

test("where no job was given up, the page says what would be there", async () => {
  asOperator();
  visit("/operator?part=jobs");
  expect(await screen.findByText("No job was given up")).toBeVisible();
});

test("for everybody else there is no console", async () => {
  visit("/operator");
  expect(await screen.findByRole("heading", { name: /nothing here|not found|no such/i })).toBeVisible();
});

test("whoever belongs to a suspended organisation is told why", async () => {
  const detail = "this organisation is suspended: an open invoice";
  server.use(http.get(api("/o/acme"), () => problem(403, "organisation_suspended", { detail })));
  visit("/o/acme");
  expect(await screen.findByRole("heading", { name: "This organisation is suspended" })).toBeVisible();
  expect(screen.getByText(detail)).toBeVisible();
});
