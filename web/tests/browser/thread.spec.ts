import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { advanceTo, daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";

async function signUp(page: Page, address: string) {
  await page.goto("/sign-in");
  await checkAccess(page, "sign in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await checkAccess(page, "sign up");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Work email address").fill(address);
  await page.getByLabel("Organisation").fill("Northwind Robotics");
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
  await checkAccess(page, "mail sent");
  await page.goto(linkTo("/welcome#", await mailWith(address, "/welcome#")));
  await expect(page.getByText("Northwind Robotics is ready")).toBeVisible();
  await checkAccess(page, "welcome");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Open my organisation" }).click();
}

/** The session may have run out while the calendar moved. */
async function openSignedIn(page: Page, path: string, address: string) {
  await page.goto(path);
  await expect(page.locator("h1")).toBeVisible();
  if (!page.url().includes("/sign-in")) return;
  await page.getByLabel("Email address").fill(address);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("from signing up to reading the reminder", async ({ page }) => {
  const address = `ada-${randomUUID()}@example.org`;
  await signUp(page, address);

  await expect(page.getByRole("heading", { name: "Readiness" })).toBeVisible();
  await checkAccess(page, "home before adopting");
  await page.getByRole("button", { name: "Adopt ISO/IEC 42001" }).click();
  await expect(page.getByText("of 70 requirements and controls")).toBeVisible();
  await checkAccess(page, "home");
  const now = await today(page);
  const due = daysAfter(now, 10);

  await page.getByRole("link", { name: "Controls", exact: true }).click();
  await expect(page.getByText("50 of 70 shown")).toBeVisible();
  await checkAccess(page, "controls");
  await page.getByRole("searchbox").fill("A.2.2");
  await expect(page).toHaveURL(/q=A\.2\.2/);
  await page
    .getByRole("row", { name: /A\.2\.2/ })
    .getByRole("link")
    .click();
  await page.getByRole("link", { name: "Open as a page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /A\.2\.2/ })).toBeVisible();
  await checkAccess(page, "control");

  await page.getByRole("button", { name: "Create task" }).click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await expect(dialog.getByLabel("Title")).toHaveValue(/^Provide evidence for A\.2\.2/);
  await dialog.getByRole("combobox", { name: "Owner" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await dialog.getByLabel("Due").fill(due);
  await expect(dialog.getByText("in 10 days")).toBeVisible();
  await checkAccess(page, "new task");
  await dialog.getByRole("button", { name: "Create task" }).click();

  await expect(page.getByRole("heading", { level: 1, name: /TSK-\d+ Provide evidence/ })).toBeVisible();
  await expect(page.getByText("Next: Reminder")).toBeVisible();
  await checkAccess(page, "task");
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Created");
  await checkAccess(page, "task history");
  const path = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
  await expect(page.getByRole("row", { name: /Provide evidence/ })).toBeVisible();
  await checkAccess(page, "tasks");

  await advanceTo(daysAfter(due, -7));
  const mail = await mailWith(address, path);
  expect(mail.text).toContain("Provide evidence for A.2.2");
  await expect(async () => {
    await openSignedIn(page, path, address);
    const sent = page.getByRole("listitem").filter({ hasText: "Reminder 7 days before the due date" });
    await expect(sent.getByText("Sent", { exact: true })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await checkAccess(page, "reminders");
});
