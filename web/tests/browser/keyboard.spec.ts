import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { advanceTo, daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

test.use({ viewport: { width: 390, height: 844 } });

/** Walks with Tab until the control has the focus; fails where it cannot be reached or seen. */
async function reach(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let step = 0; step < 150; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reachable by keyboard: ${target}`);
}

async function type(page: Page, target: Locator, text: string) {
  await reach(page, target);
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator) {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** A browser's date field asks for day and month in the order of its own language; both are tried. */
async function typeDate(page: Page, field: Locator, date: string) {
  const [year, month, day] = date.split("-");
  await type(page, field, `${day}${month}${year}`);
  if ((await field.inputValue()) === date) return;
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(`${month}${day}${year}`);
  await expect(field).toHaveValue(date);
}

async function signUp(page: Page, address: string) {
  await page.goto("/sign-up");
  await type(page, page.getByLabel("Your name"), "Grace Hopper");
  await type(page, page.getByLabel("Work email address"), address);
  await type(page, page.getByLabel("Organisation"), "Harbour Analytics");
  await type(page, page.getByLabel("Country"), "Germany");
  await expect(page.getByLabel("Country")).toHaveValue("DE");
  await press(page, page.getByRole("button", { name: "Continue" }));
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
  await page.goto(linkTo("/welcome#", await mailWith(address, "/welcome#")));
  await type(page, page.getByLabel("Password", { exact: true }), "four unrelated quiet words");
  await page.keyboard.press("Enter");
}

test("the whole thread by keyboard on a phone's width", async ({ page }) => {
  const address = `grace-${randomUUID()}@example.org`;
  await signUp(page, address);

  await press(page, page.getByRole("button", { name: "Adopt ISO/IEC 42001" }));
  await expect(page.getByText("of 70 requirements and controls")).toBeVisible();
  await checkAccess(page, "home at 390");
  const due = daysAfter(await today(page), 10);

  await press(page, page.getByRole("button", { name: "Menu" }));
  await checkAccess(page, "menu at 390");
  await press(page, page.getByRole("link", { name: "Controls", exact: true }));
  await expect(page.getByRole("heading", { name: "Controls" })).toBeFocused();
  await expect(page.getByText("50 of 70 shown")).toBeVisible();
  await checkAccess(page, "controls at 390");
  await page.keyboard.press("/");
  await page.keyboard.type("A.2.2");
  await expect(page.getByText("1 of 1 shown")).toBeVisible();
  await press(page, page.getByRole("row", { name: /A\.2\.2/ }).getByRole("link"));
  await checkAccess(page, "control beside the list at 390");
  await press(page, page.getByRole("link", { name: "Open as a page" }));
  await expect(page.getByRole("heading", { level: 1, name: /A\.2\.2/ })).toBeFocused();
  await checkAccess(page, "control at 390");

  await press(page, page.getByRole("button", { name: "Create task" }));
  const dialog = page.getByRole("dialog", { name: "New task" });
  await expect(dialog.getByLabel("Title")).toBeFocused();
  await type(page, dialog.getByRole("combobox", { name: "Owner" }), "Grace");
  await expect(page.getByRole("option", { name: "Grace Hopper (me)" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await typeDate(page, dialog.getByLabel("Due"), due);
  await checkAccess(page, "new task at 390");
  await press(page, dialog.getByRole("button", { name: "Create task" }));

  await expect(page.getByRole("heading", { level: 1, name: /TSK-\d+/ })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Owner" })).toHaveValue("Grace Hopper (me)");
  await press(page, page.getByRole("button", { name: "Start" }));
  await expect(page.getByText("In progress", { exact: true })).toBeVisible();
  await reach(page, page.getByRole("tab", { name: "Reminders" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("list", { name: "History" })).toContainText("Started");
  await checkAccess(page, "task at 390");

  const path = new URL(page.url()).pathname;
  await advanceTo(daysAfter(due, -7));
  const mail = await mailWith(address, path);
  await page.goto(linkTo(path, mail));
  await reach(page, page.getByRole("tab", { name: "Reminders" }));
  const log = page.getByRole("list", { name: "Reminders" });
  await expect(log).toContainText("Reminder 7 days before the due date");
});
