import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

test("several tasks are changed at once, and it is taken back", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  for (const title of ["One", "Two", "Three"]) {
    const headers = { "sec-fetch-site": "same-origin" };
    const made = await page.request.post(`/api/v1/o/${slug}/tasks`, { data: { title }, headers });
    expect(made.status()).toBe(201);
  }
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("checkbox", { name: "Choose One" }).check();
  // The keyboard chooses, too: down to the next row, and x.
  await page.getByRole("link", { name: "Two" }).focus();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: "Choose Two" })).toBeChecked();
  await expect(page.getByText("2 chosen")).toBeVisible();
  await checkAccess(page, "chosen tasks");
  await page.getByRole("region", { name: "Chosen tasks" }).getByLabel("Priority").selectOption("Urgent");
  await expect(page.getByText("2 changed")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Urgent" })).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("cell", { name: "Urgent" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Choose every row shown" }).check();
  await expect(page.getByText("3 chosen")).toBeVisible();
  await page.getByRole("button", { name: "Choose none" }).click();
  await expect(page.getByRole("region", { name: "Chosen tasks" })).toBeHidden();
});
