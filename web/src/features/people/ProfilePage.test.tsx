import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { adaAsPerson } from "../../../tests/samples.ts";
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
