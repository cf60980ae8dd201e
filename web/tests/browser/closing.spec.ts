import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { mailWith } from "./mail.ts";

test("an owner closes the organisation by its name, is told by mail, and takes it back", async ({
  page,
  complaints,
}) => {
  const words = randomUUID();
  const address = `ada-${words}@example.org`;
  const name = `Northwind ${words.slice(0, 8)}`;
  await begin(page, address, name);
  const home = page.url();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Deletion" }).click();
  await page.getByRole("button", { name: "Delete the organisation" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
  await expect(dialog.getByRole("button", { name: "Close and delete" })).toBeDisabled();
  await dialog.getByLabel(`To confirm, type the name: ${name}`).fill(name);
  await checkAccess(page, "before an organisation is closed");
  await dialog.getByRole("button", { name: "Close and delete" }).click();
  await expect(page.getByRole("heading", { name: "This organisation is closed" })).toBeVisible();
  await expect(page.getByText(/^It will be deleted on .+\.$/)).toBeVisible();
  await mailWith(address, `${name} will be deleted`);
  await page.goto(home);
  await expect(page.getByRole("heading", { name: "This organisation is closed" })).toBeVisible();
  await checkAccess(page, "a closed organisation");
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("heading", { name: "Readiness" })).toBeVisible();
  // The browser and the page report the refusal; nothing else was complained of.
  const others = complaints.splice(0).filter((one) => !/403|this organisation is closed/.test(one));
  expect(others).toEqual([]);
});
