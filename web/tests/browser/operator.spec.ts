import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { aims } from "./command.ts";
import { checkAccess, expect, test } from "./fixture.ts";

test("whoever runs the installation suspends an organisation and lets it go on", async ({
  page,
  complaints,
}) => {
  const words = randomUUID();
  const address = `ada-${words}@example.org`;
  const name = `Northwind ${words.slice(0, 8)}`;
  await begin(page, address, name);
  const home = page.url();
  await page.goto("/operator");
  await expect(page.getByRole("heading", { level: 1, name: "Nothing here" })).toBeVisible();

  await aims(`operator grant ${address}`);
  await page.goto("/operator");
  await expect(page.getByRole("heading", { level: 1, name: "Organisations" })).toBeVisible();
  await page.getByLabel("Search by name or address").fill(words.slice(0, 8));
  const list = page.getByRole("list", { name: "Organisations" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await checkAccess(page, "organisations of the installation");
  await list.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByLabel("People, at most").fill("60");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved")).toBeVisible();
  await checkAccess(page, "an organisation of the installation");

  await page.getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog", { name: "Suspend" });
  await dialog.getByLabel("Reason").fill("The invoice of October is open.");
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByText(/^Suspended since .*: The invoice of October is open\.$/)).toBeVisible();
  await page.goto(home);
  await expect(page.getByRole("heading", { name: "This organisation is suspended" })).toBeVisible();
  await expect(page.getByText("The invoice of October is open.")).toBeVisible();
  await checkAccess(page, "a suspended organisation");
  // The browser and the page report the refusal; nothing else was complained of.
  const others = complaints.splice(0).filter((one) => !/403|this organisation is suspended/.test(one));
  expect(others).toEqual([]);

  await page.goto("/operator");
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "End the suspension" }).click();
  await expect(page.getByText("The suspension ended")).toBeVisible();
  const rooms = page.getByRole("navigation", { name: "Main" });
  await rooms.getByRole("link", { name: "Log", exact: true }).click();
  const log = page.getByRole("list", { name: "Log" }).getByRole("listitem");
  await expect(log.filter({ hasText: `Suspended ${name}` }).first()).toBeVisible();
  await checkAccess(page, "the operators' log");
  await rooms.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await checkAccess(page, "jobs of the installation");
  await page.goto(home);
  await expect(page.getByRole("heading", { name: "Readiness" })).toBeVisible();
});
