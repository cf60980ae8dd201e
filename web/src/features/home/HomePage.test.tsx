import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { home, organisation } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const fresh = { ...home, adopted: false, areas: [] };

test("a new organisation adopts the standard and sees its grid", async () => {
  let adopted = false;
  server.use(
    http.get(api("/o/acme/home"), () => HttpResponse.json(adopted ? home : fresh)),
    http.post(api("/o/acme/adoptions"), () => {
      adopted = true;
      return HttpResponse.json({
        standard: "iso42001",
        catalogue_version: "1.0.0",
        requirements: 32,
        controls: 38,
      });
    }),
  );
  visit("/o/acme");
  await userEvent.click(await screen.findByRole("button", { name: "Adopt ISO/IEC 42001" }));
  const cell = await screen.findByRole("link", { name: "A.2.2 AI policy: In progress" });
  expect(cell).toHaveAttribute("href", "/o/acme/controls/0190-a622");
});

test("who may not adopt is told who may", async () => {
  const { adopt_standard: _, ...permissions } = organisation.me.permissions;
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({ ...organisation, me: { ...organisation.me, permissions } }),
    ),
    http.get(api("/o/acme/home"), () => HttpResponse.json(fresh)),
  );
  visit("/o/acme");
  expect(await screen.findByText(/owner or administrator of the organisation/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Adopt ISO/IEC 42001" })).not.toBeInTheDocument();
});
