import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
}

test("a control is reviewed and its next review put off, and the list says the same", async ({ page }) => {
  test.setTimeout(150_000);
  page.setDefaultTimeout(15_000);
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.getByRole("button", { name: "Adopt ISO/IEC 42001" }).click();
  await expect(page.getByText("of 70 requirements and controls")).toBeVisible();

  await goTo(page, "Reviews");
  await expect(page.getByText("Nothing is reviewed yet")).toBeVisible();
  await checkAccess(page, "no reviews");

  await goTo(page, "Home");
  await page.getByRole("link", { name: /^A\.2\.2 / }).click();
  await expect(page.getByRole("heading", { level: 1, name: /A\.2\.2/ })).toBeVisible();
  await expect(page.getByText("Not reviewed yet: it begins when this is in place.")).toBeVisible();
  await page.getByRole("button", { name: "Begin now" }).click();
  await expect(page.getByText("Every 12 months, counted from the day it is reviewed")).toBeVisible();

  await page.getByRole("button", { name: "Note a review" }).click();
  const noting = page.getByRole("dialog", { name: "Note a review of A.2.2" });
  await noting.getByLabel("What it came to").selectOption("Changes needed");
  await noting.getByLabel("To be changed").fill("Name the board as owner");
  await noting.getByLabel("What was looked at").fill("The policy of May");
  await checkAccess(page, "a review being noted");
  await noting.getByRole("button", { name: "Save" }).click();
  await expect(noting).toBeHidden();
  const held = page.getByRole("list", { name: "Reviews that were held" });
  await expect(held).toContainText("Changes needed");
  await expect(held).toContainText("Name the board as owner");

  await page.getByRole("button", { name: "Put off", exact: true }).click();
  const putting = page.getByRole("dialog", { name: "Put the date off" });
  const year = new Date().getFullYear() + 3;
  await putting.getByLabel("New date").fill(`${year}-05-02`);
  await putting.getByLabel("Reason").fill("The board meets in spring");
  await checkAccess(page, "a date being put off");
  await putting.getByRole("button", { name: "Put the date off" }).click();
  await expect(putting).toBeHidden();
  await expect(page.getByText(/^Put off from /)).toBeVisible();
  await expect(page.getByText("The board meets in spring")).toBeVisible();
  await checkAccess(page, "reviews of a control");

  // The same in the list, where a meeting is noted.
  await goTo(page, "Reviews");
  const row = page.getByRole("row", { name: /A\.2\.2/ });
  await expect(row).toContainText("Changes needed");
  await expect(row).toContainText(`2 May ${year}`);
  await expect(row).toContainText("Put off from");
  await page.getByLabel("Came to").selectOption("Not suitable");
  await expect(page.getByText("Nothing matches these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Note a meeting" }).click();
  const meeting = page.getByRole("dialog", { name: "Note a meeting" });
  await meeting.getByRole("button", { name: "Save" }).click();
  await expect(meeting).toBeHidden();
  await expect(row).toContainText("Suitable as it is");
  await checkAccess(page, "reviews");

  await row.getByRole("link").click();
  const drawer = page.getByRole("dialog", { name: "Opened from the list" });
  await expect(drawer.getByText(/^Ada Lovelace, in a meeting on /)).toBeVisible();
  await checkAccess(page, "reviews beside the list");
});
