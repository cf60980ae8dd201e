import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Exports what is shown and reads the file that arrives. */
async function exported(page: Page, as: string) {
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: as }).click();
  const download = await arriving;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("exactly the tasks that are shown leave as files", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  for (const title of ["Write the AI policy", "=1+1", "Ask Zoë"]) {
    const headers = { "sec-fetch-site": "same-origin" };
    const made = await page.request.post(`/api/v1/o/${slug}/tasks`, { data: { title }, headers });
    expect(made.status()).toBe(201);
  }
  await goTo(page, "Tasks");
  await page.getByRole("button", { name: "Export" }).click();
  const csv = page.getByRole("menuitem", { name: "CSV, for other programs" });
  await expect(csv).toBeVisible();
  await checkAccess(page, "export menu");
  await page.keyboard.press("Escape");
  await expect(csv).toBeHidden();
  const all = await exported(page, "CSV, for other programs");
  expect(all.name).toMatch(/^northwind-robotics.*-tasks-\d{4}-\d\d-\d\d\.csv$/);
  const text = all.bytes.toString("utf8");
  expect(text.startsWith("\uFEFFReference,Title,State,")).toBe(true);
  expect(text.split("\r\n")).toHaveLength(6);
  expect(text).toContain("'=1+1");
  await page.getByRole("searchbox").fill("Zoë");
  await expect(page).toHaveURL(/q=Zo/);
  await expect(page.getByText("1 of 1 shown")).toBeVisible();
  const one = (await exported(page, "CSV, for other programs")).bytes.toString("utf8");
  expect(one).toContain("Ask Zoë");
  expect(one).not.toContain("Write the AI policy");
  const book = await exported(page, "Excel (.xlsx)");
  expect(book.name).toMatch(/\.xlsx$/);
  expect(book.bytes.subarray(0, 2).toString()).toBe("PK");
  await goTo(page, "Sent log");
  await expect(page.getByText("Nothing was planned yet")).toBeVisible();
  await checkAccess(page, "sent log before any");
});

test("people come in from a file, and a wrong row is told and left out", async ({ page }) => {
  const words = randomUUID();
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  await goTo(page, "People");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Import people" })).toBeVisible();
  await checkAccess(page, "import");
  const rows = [
    "Name,Address,Roles,Shoe size",
    `Grace Hopper,grace-${words}@example.org,Contributor,38`,
    `Linus Pauling,linus-${words}@example.org,Emperor,44`,
  ];
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) };
  await (await choosing).setFiles(file);
  await expect(page.getByText("Something is wrong in one row")).toBeVisible();
  await expect(page.getByRole("row", { name: /Linus/ })).toContainText("“Emperor” is not a role");
  await expect(page.getByText("Shoe size")).toBeVisible();
  await expect(page.getByRole("row", { name: /Grace/ })).toBeHidden();
  await checkAccess(page, "import preview");
  await page.getByText("All: 2").click();
  await expect(page.getByRole("row", { name: /Grace/ })).toContainText("Added");
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download these rows with reasons" }).click();
  const wrong = await readFile(await (await arriving).path(), "utf8");
  expect(wrong).toContain("Name,Address,Roles,Shoe size,What is wrong");
  expect(wrong).toContain(`Linus Pauling,linus-${words}@example.org,Emperor,44,`);
  await page.getByRole("button", { name: "Import one row" }).click();
  await expect(page.getByText("1 added, 0 changed, 1 left out.")).toBeVisible();
  await checkAccess(page, "import done");
  await goTo(page, "People");
  await expect(page.getByRole("row", { name: /^Grace/ })).toContainText("No account");
  await expect(page.getByRole("row", { name: /^Linus/ })).toBeHidden();
});
