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

test("gates lead to exactly what they count, and the grid to what wants attention", async () => {
  visit("/o/acme");
  const scope = await screen.findByRole("link", { name: "The scope (4.3) is not in place" });
  expect(scope).toHaveAttribute("href", "/o/acme/controls/0190-43");
  expect(screen.getByRole("link", { name: "1 in place without evidence that counts" })).toHaveAttribute(
    "href",
    "/o/acme/controls?unproven=true",
  );
  expect(screen.getByRole("link", { name: "No overdue task" })).toHaveAttribute(
    "href",
    "/o/acme/tasks?overdue=true",
  );
  expect(
    screen.getByText("2 things would stop a certification today. A percentage says nothing of them."),
  ).toBeVisible();
  expect(
    screen.getByRole("link", {
      name: "A.2.3 Alignment with other policies: Implemented, No evidence that counts, Verification lapsed on 20 Nov 2026",
    }),
  ).toHaveAttribute("tabindex", "-1");
});

test("arrows lead through the grid, which is one stop for Tab", async () => {
  visit("/o/acme");
  const first = await screen.findByRole("link", { name: /^A\.2\.2 / });
  first.focus();
  await userEvent.keyboard("{ArrowRight}");
  const second = screen.getByRole("link", { name: /^A\.2\.3 / });
  expect(second).toHaveFocus();
  expect(second).toHaveAttribute("tabindex", "0");
  expect(first).toHaveAttribute("tabindex", "-1");
  await userEvent.keyboard("{Home}");
  expect(first).toHaveFocus();
});
