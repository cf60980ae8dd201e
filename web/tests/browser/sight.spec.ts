import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";

const headers = { "sec-fetch-site": "same-origin" };
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
const folder = process.env.SIGHT_PICTURES;

/** A picture for whoever wants to look, at both widths and in both schemes. */
async function shoot(page: Page, name: string, fullPage = true) {
  if (!folder) return;
  for (const size of [desk, phone]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${name}-${size.width}-${colorScheme}.png`, fullPage });
    }
  }
  await page.setViewportSize(desk);
}

async function add(page: Page, title: string, due: string, owner: string) {
  const org = page.url().split("/o/")[1]?.split("/")[0];
  const made = await page.request.post(`/api/v1/o/${org}/tasks`, { data: { title, due, owner }, headers });
  expect(made.status(), await made.text()).toBeLessThan(300);
}

async function fill(page: Page) {
  const org = page.url().split("/o/")[1]?.split("/")[0];
  const now = await today(page);
  const { me } = await (await page.request.get(`/api/v1/o/${org}`)).json();
  const titles = [
    "Review the AI policy",
    "Name a deputy",
    "Train the team",
    "Sign the minutes",
    "Ask the supplier",
  ];
  for (const title of titles) await add(page, title, now, me.person_id);
  for (const [title, days] of [
    ["Assess the impact of the hiring model on applicants", -6],
    ["Close the finding of the internal audit", -6],
    ["Renew the certificate of the data centre", 12],
    ["Prepare the management review", 40],
    ["Check the model cards", 41],
    ["Plan next year's audits", 75],
  ] as const) {
    await add(page, title, daysAfter(now, days), me.person_id);
  }
  return { org, now, me };
}

test("what falls due is seen as a year, a month and a list, by mouse, by keyboard and on a phone", async ({
  page,
}) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const { now } = await fill(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Calendar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Calendar" })).toBeVisible();
  await expect(page.getByRole("button", { name: "+2 more" })).toBeVisible();
  await checkAccess(page, "a month");
  await shoot(page, "calendar-month");

  await page.locator(`[data-day="${now}"]`).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(`[data-day="${daysAfter(now, 1)}"]`)).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/date=/);
  await page.keyboard.press("t");
  await expect(page).not.toHaveURL(/date=/);
  await page.locator(`[data-day="${now}"]`).focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("5 due")).toBeVisible();
  await expect(drawer.getByRole("link", { name: "Ask the supplier" })).toBeVisible();
  await checkAccess(page, "a day");
  await shoot(page, "calendar-day", false);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await page.getByText("Year", { exact: true }).click();
  await expect(page.getByRole("grid")).toHaveCount(12);
  await checkAccess(page, "a year");
  await shoot(page, "calendar-year");

  await page.getByText("List", { exact: true }).click();
  await expect(page.getByRole("link", { name: "Prepare the management review" })).toBeVisible();
  await checkAccess(page, "a list");
  await shoot(page, "calendar-list");
  await page.getByRole("combobox", { name: "State" }).selectOption("overdue");
  await expect(page.getByRole("link", { name: "Prepare the management review" })).toBeHidden();
  await expect(page).toHaveURL(/view=list.*state=overdue/);

  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("button", { name: "Make an address" }).click();
  await expect(page.getByRole("dialog", { name: "Your calendar" })).toContainText("/mine.ics");
  await checkAccess(page, "the address of a calendar");
  await page.getByRole("button", { name: "I have kept it" }).click();

  await page.setViewportSize(phone);
  await page.goto(`${page.url().split("?")[0]}`);
  await expect(page.getByRole("link", { name: "Ask the supplier" })).toBeVisible();
  await expect(page.getByRole("grid")).toHaveCount(0);
  await checkAccess(page, "a month on a phone");
  await page.goto(`${page.url().split("?")[0]}?view=year`);
  await expect(page.getByRole("grid")).toHaveCount(12);
  await checkAccess(page, "a year on a phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, "nothing is wider than a phone").toBe(false);
});

test("what was sent is told in figures, each the way to its part of the list", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const { org } = await fill(page);
  await expect
    .poll(
      async () => {
        const list = await page.request.get(`/api/v1/o/${org}/deliveries?state=delivered`);
        return (await list.json()).total;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(4);
  await page.goto(`/o/${org}/deliveries`);
  const share = page.getByRole("link", { name: /Arrived$/ });
  await expect(share).toContainText("100 %");
  await page.getByText("Day by day, as a table").click();
  await checkAccess(page, "figures of what was sent");
  await shoot(page, "deliveries");
  const planned = page.getByRole("link", { name: /All planned$/ });
  const count = await planned.locator("span").first().textContent();
  await planned.click();
  await expect(page).toHaveURL(/since=.*until=.*#list/);
  await expect(page.getByText(`${count} of ${count}`)).toBeVisible();
  await page.setViewportSize(phone);
  await checkAccess(page, "figures of what was sent on a phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, "nothing is wider than a phone").toBe(false);
});
