import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

const headers = { "sec-fetch-site": "same-origin" };

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("what happened is read in sentences, narrowed down, checked and taken away", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  const path = `/api/v1/o/${slug}/tasks`;
  const made = await (
    await page.request.post(path, { data: { title: "Write the AI policy" }, headers })
  ).json();
  const version = { ...headers, "if-match": `"${made.version}"` };
  const data = { title: "Write the AI policy anew" };
  expect((await page.request.patch(`${path}/${made.id}`, { data, headers: version })).status()).toBe(200);
  await page.request.post(path, { data: { title: "Another" }, headers });
  await goTo(page, "Trail");
  const entries = page.getByRole("list", { name: "Trail" }).getByRole("listitem");
  await expect(entries.first()).toContainText("created a task: TSK-2 Another");
  const changed = entries.filter({ hasText: "changed a task" });
  await expect(changed).toContainText("Changed: Title");
  await changed.getByRole("button", { name: /^Difference that version 2/ }).click();
  await expect(changed.locator("ins", { hasText: "anew" })).toBeVisible();
  await checkAccess(page, "trail");
  await changed.getByRole("button", { name: /^Only what is about/ }).click();
  await expect(page).toHaveURL(/subject=/);
  await expect(entries).toHaveCount(2);
  await page.getByRole("button", { name: /Show everything/ }).click();
  await page.getByLabel("What", { exact: true }).selectOption("founded the organisation");
  await expect(entries).toHaveCount(1);
  await page.getByLabel("What", { exact: true }).selectOption("verified a control");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "Check the whole trail" }).click();
  await expect(page.getByText("The trail holds.")).toBeVisible();
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: /JSON lines/ }).click();
  const lines = (await readFile(await (await arriving).path(), "utf8")).trimEnd().split("\n");
  expect(lines[0]).toContain('"type":"trail"');
  expect(lines.at(-1)).toContain('"type":"end"');
  await page.setViewportSize({ width: 390, height: 844 });
  await checkAccess(page, "trail on a phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, "nothing is wider than the phone").toBe(false);
});

test("who left is erased by typing the name, and what they did stays", async ({ page }) => {
  const words = randomUUID();
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  const person = { name: "Grace Hopper", address: `grace-${words}@example.org` };
  const made = await (await page.request.post(`/api/v1/o/${slug}/people`, { data: person, headers })).json();
  const gone = `/api/v1/o/${slug}/people/${made.id}/deactivate`;
  const version = { ...headers, "if-match": `"${made.version}"` };
  expect((await page.request.post(gone, { data: {}, headers: version })).status()).toBe(200);
  await page.goto(`/o/${slug}/people/${made.id}`);
  await page.getByRole("button", { name: "Erase" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase who Grace Hopper was?" });
  await expect(dialog.getByRole("button", { name: "Erase for good" })).toBeDisabled();
  await checkAccess(page, "erasing");
  await dialog.getByRole("textbox").fill("Grace Hopper");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Erased person" })).toBeVisible();
  await expect(page.getByText("grace-")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Take back" })).toHaveCount(0);
  await goTo(page, "Trail");
  const entries = page.getByRole("list", { name: "Trail" }).getByRole("listitem");
  await expect(entries.first()).toContainText("erased a person: Erased person");
});
