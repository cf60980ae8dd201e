import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { mailWith } from "./mail.ts";

/** Goes to a part of the settings. */
async function open(page: Page, part: string) {
  await page
    .getByRole("navigation", { name: "Settings" })
    .getByRole("link", { name: part, exact: true })
    .click();
  await expect(page).toHaveTitle(new RegExp(`^${part}`));
}

test("an organisation sets its calendar and its reminders, tries its mail, and lets a program in", async ({
  page,
  request,
}) => {
  const words = randomUUID();
  const address = `ada-${words}@example.org`;
  await begin(page, address, "Northwind Robotics");
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Settings", exact: true })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const name = page.getByLabel("Organisation", { exact: true });
  await expect(name).toHaveValue("Northwind Robotics");
  await name.fill("Northwind");
  await name.press("Enter");
  await expect(page.getByText("Saved")).toBeVisible();
  await checkAccess(page, "settings of the organisation");

  await open(page, "Calendar");
  // It shows what is being saved, a moment after the click.
  const saturday = page.getByRole("checkbox", { name: "Saturday" });
  await saturday.click();
  await expect(saturday).toBeChecked();
  await page.getByLabel("Day", { exact: true }).fill("2026-12-25");
  await page.getByLabel("Name", { exact: true }).fill("Christmas");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Friday, 25 December 2026")).toBeVisible();
  const file =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261226\r\nSUMMARY:Boxing Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  await page.locator('input[type="file"]').setInputFiles({
    name: "holidays.ics",
    mimeType: "text/calendar",
    buffer: Buffer.from(file),
  });
  await expect(page.getByText("1 added, 0 known already, 0 left out")).toBeVisible();
  await expect(page.getByText("Boxing Day")).toBeVisible();
  await checkAccess(page, "settings of the calendar");

  await open(page, "Reminders");
  await page.getByLabel("Days before the due date").fill("10, 2");
  await page.getByRole("checkbox", { name: "On working days only" }).check();
  await page.getByRole("button", { name: "Show next week" }).click();
  await expect(page.getByText("0 new, 0 at another time, 0 as before, 0 no longer sent")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Reminders are planned anew")).toBeVisible();
  await checkAccess(page, "settings of reminders");
  await page.reload();
  await expect(page.getByLabel("Days before the due date")).toHaveValue("10, 2");

  await open(page, "Mail");
  await page.getByRole("button", { name: "Send me a letter" }).click();
  await expect(page.getByText("The server took the letter.")).toBeVisible();
  await mailWith(address, "/settings");
  await checkAccess(page, "settings of mail");

  await open(page, "Usage");
  await expect(page.getByText("Space for files")).toBeVisible();
  await checkAccess(page, "usage");

  await open(page, "API tokens");
  await expect(page.getByText("There are no tokens.")).toBeVisible();
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a token" });
  await dialog.getByLabel("Name").fill("Nightly script");
  await checkAccess(page, "new token");
  await dialog.getByRole("button", { name: "Make a token" }).click();
  const shown = page.getByRole("dialog", { name: "Your token" });
  const token = (await shown.getByText(/^aims_pat_/).textContent()) ?? "";
  await checkAccess(page, "a token");
  await shown.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Nightly script" })).toContainText("Never used");
  const authorization = `Bearer ${token}`;
  const there = new URL("/api/v1/token", page.url()).href;
  expect((await request.get(there, { headers: { authorization } })).status()).toBe(200);
  await page.getByRole("button", { name: "Revoke Nightly script" }).click();
  await expect(page.getByText("Nightly script no longer works")).toBeVisible();
  expect((await request.get(there, { headers: { authorization } })).status()).toBe(401);

  await page.getByRole("button", { name: "Make a token" }).click();
  await dialog.getByLabel("Name").fill("Phone");
  await dialog.getByRole("combobox", { name: "It may" }).click();
  await page.getByRole("option", { name: "Show a calendar" }).click();
  await dialog.getByRole("button", { name: "Make a token" }).click();
  const calendar = page.getByRole("dialog", { name: "Your calendar" });
  await checkAccess(page, "a calendar");
  const mine = (await calendar.getByText(/mine\.ics$/).textContent()) ?? "";
  expect(await (await request.get(mine)).text()).toContain("BEGIN:VCALENDAR");
  await calendar.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Phone" })).toContainText("Show a calendar");

  await page.getByRole("button", { name: "Add a service account" }).click();
  const account = page.getByRole("dialog", { name: "Add a service account" });
  await account.getByLabel("Name").fill("Pipeline");
  await account.getByLabel("What it is for").fill("Files evidence");
  await account.getByRole("button", { name: "Add a service account" }).click();
  await expect(page.getByRole("button", { name: "End Pipeline" })).toBeVisible();
  await checkAccess(page, "tokens");
});
