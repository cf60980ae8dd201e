import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Settings } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { organisation } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const settings: Settings = {
  name: "Acme",
  slug: "acme",
  country: "DE",
  zone: "Europe/Berlin",
  first_day: "monday",
  working_days: ["monday"],
  holidays: [],
  logo: null,
  lead: { id: "0190-grace", name: "Grace Hopper" },
  top: null,
  version: 3,
  reminders: {
    lead_days: [30, 7],
    on_the_day: true,
    overdue_weeks: 1,
    hour: 8,
    working_days_only: false,
    escalation: { manager_days: 7, lead_days: null, top_days: null, lead: null, top: null },
    most_a_day: null,
  },
};

test("who else hears of what stays overdue is chosen, and who leads without being chosen is shown", async () => {
  const sent: unknown[] = [];
  const me = {
    ...organisation.me,
    permissions: { ...organisation.me.permissions, revise_settings: "all" as const },
  };
  server.use(
    http.get(api("/o/acme"), () => HttpResponse.json({ ...organisation, me })),
    http.get(api("/o/acme/settings"), () => HttpResponse.json(settings)),
    http.put(api("/o/acme/settings/reminders"), async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return HttpResponse.json({ ...settings, version: 4 });
    }),
  );
  visit("/o/acme/settings?section=reminders");
  expect(await screen.findByText("Nobody chosen: Grace Hopper, AIMS manager for longest.")).toBeVisible();
  const manager = screen.getByLabelText("The manager of whoever is responsible, after days");
  expect(manager).toHaveValue("7");
  await userEvent.clear(manager);
  await userEvent.type(screen.getByLabelText("Top management, after days"), "21");
  await userEvent.type(screen.getByLabelText("Mails a day to one person, at most"), "15");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    '"3"',
    {
      ...settings.reminders,
      escalation: { manager_days: null, lead_days: null, top_days: 21, lead: null, top: null },
      most_a_day: 15,
    },
  ]);
});
