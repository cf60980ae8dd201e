import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { expect, test } from "./fixture.ts";

test("two browsers on one task see each other's changes, and neither overwrites the other", async ({
  page,
  browser,
}) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill("Test the model");
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Test the model" })).toBeVisible();

  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { level: 1, name: "Test the model" })).toBeVisible();

  // What one starts, the other sees without asking.
  await other.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("In progress", { exact: true }).first()).toBeVisible({ timeout: 10_000 });

  // While one types, the other saves: what was typed is kept, and the choice is theirs.
  await page.getByRole("button", { name: "Edit text" }).click();
  await page.getByLabel("Title").fill("Test the model twice");
  await other.getByRole("button", { name: "Edit text" }).click();
  await other.getByLabel("Title").fill("Test the new model");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Test the new model" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Test the new model" })).toBeVisible({
    timeout: 10_000,
  });
  await expect(page.getByLabel("Title")).toHaveValue("Test the model twice");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("This was changed in the meantime")).toBeVisible();
  await page.getByRole("button", { name: "Save mine on top" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Test the model twice" })).toBeVisible();
  await expect(other.getByRole("heading", { level: 1, name: "Test the model twice" })).toBeVisible({
    timeout: 10_000,
  });
  await context.close();
});
