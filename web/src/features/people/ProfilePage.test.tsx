import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { adaAsPerson, choices, organisation } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

test("one says of oneself where one's morning is", async () => {
  const sent: unknown[] = [];
  server.use(
    http.patch(api("/o/acme/profile"), async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...adaAsPerson, zone: "America/New_York", version: 2 });
    }),
  );
  visit("/o/acme/profile");
  const zone = await screen.findByRole("combobox", { name: "Time zone" });
  expect(zone).toHaveValue("Europe/Berlin");
  expect(screen.getByText("Reminders leave at 08:00 in this zone.")).toBeVisible();
  expect(screen.getByText("Owner")).toBeVisible();
  await userEvent.clear(zone);
  await userEvent.type(zone, "New York");
  await userEvent.click(await screen.findByRole("option", { name: "America/New York" }));
  await waitFor(() => expect(sent).toEqual([['"1"', { zone: "America/New_York" }]]));
});

test("one chooses how often one hears of a thing, and what is fixed says why", async () => {
  const sent: unknown[] = [];
  server.use(
    http.patch(api("/o/acme/profile/choices"), async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...choices, version: 2 });
    }),
  );
  visit("/o/acme/profile");
  const mail = await screen.findByLabelText("Comments on what you follow, By mail");
  expect(mail).toHaveDisplayValue("Once a day (usual)");
  expect(screen.getByText(/Always by mail: you answer for it/)).toBeVisible();
  await userEvent.selectOptions(mail, "Never");
  const topics = [{ topic: "commented", way: "mail", rhythm: "never" }];
  await waitFor(() => expect(sent).toEqual([['"1"', { topics }]]));
  expect(await screen.findByText("Comments on what you follow: Never")).toBeVisible();
});

test("an address that mail comes back from is shown and can be tried again", async () => {
  const trouble = { dead_at: "2026-11-24T09:30:00.000Z", why: "550 5.1.1 no such user", soft_bounces: 0 };
  let tried = 0;
  server.use(
    http.get(api("/o/acme/profile"), () =>
      HttpResponse.json({ ...adaAsPerson, address_trouble: tried > 0 ? null : trouble }),
    ),
    http.post(api("/o/acme/profile/address/retry"), () => {
      tried += 1;
      return HttpResponse.json(adaAsPerson);
    }),
  );
  visit("/o/acme/profile");
  expect(await screen.findByText("What the server there said: 550 5.1.1 no such user")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByText("Mail does not arrive")).toBeNull());
  expect(tried).toBe(1);
});

test("one says when one is away, and takes it back", async () => {
  const absence = { id: "0190-away", from: "2026-12-01", until: "2026-12-04", delegate: null };
  const sent: unknown[] = [];
  const me = {
    ...organisation.me,
    permissions: { ...organisation.me.permissions, revise_profile: "own" as const },
  };
  server.use(
    http.get(api("/o/acme"), () => HttpResponse.json({ ...organisation, me })),
    http.get(api("/o/acme/people/:id/absences"), () =>
      HttpResponse.json({ items: sent.length === 1 ? [absence] : [] }),
    ),
    http.post(api("/o/acme/people/:id/absences"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ items: [absence] });
    }),
    http.delete(api("/o/acme/people/:id/absences/:absence"), ({ params }) => {
      sent.push(params.absence);
      return HttpResponse.json({ items: [] });
    }),
  );
  visit("/o/acme/profile");
  await userEvent.click(await screen.findByRole("button", { name: "Note an absence" }));
  const from = await screen.findByLabelText("First day");
  await userEvent.clear(from);
  await userEvent.type(from, "2026-12-01");
  await userEvent.type(screen.getByLabelText("Last day"), "2026-12-04");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await userEvent.click(await screen.findByRole("button", { name: "Take back: 1 Dec 2026 to 4 Dec 2026" }));
  await waitFor(() => expect(screen.queryByText("Nobody stands in")).toBeNull());
  expect(sent).toEqual([{ from: "2026-12-01", until: "2026-12-04", delegate: null }, "0190-away"]);
});
