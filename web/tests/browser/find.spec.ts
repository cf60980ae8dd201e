import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Find things, people and commands" });
const option = (page: Page, name: RegExp) => palette(page).getByRole("option", { name });

async function createTask(page: Page, title: string) {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.type("new task");
  await expect(option(page, /^New task/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByLabel("Description").fill("Ask the supplier for the model card");
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

test("things, people and commands are found with the keyboard alone", async ({ page, context }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.getByRole("button", { name: /^Adopt/ }).click();
  await expect(page.getByText("of 70 requirements and controls")).toBeVisible();
  await createTask(page, "Évaluer la politique");
  const task = page.url();

  // By reference, by the beginning of a word without its accent, and by what it says.
  for (const asked of ["tsk1", "eval", "politique suppl"]) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(asked);
    await expect(option(page, /^TSK-1 Évaluer la politique/)).toHaveAttribute("aria-selected", "true");
    if (asked === "eval") await checkAccess(page, "find with results");
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
  }
  await page.keyboard.press("Control+k");
  await page.keyboard.type("a624");
  await expect(option(page, /^A\.6\.2\.4/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /A\.6\.2\.4/ })).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("group", { name: "Opened lately" })).toContainText("TSK-1");
  await checkAccess(page, "find before anything is asked");
  await page.keyboard.type("lovelace");
  await expect(palette(page).getByRole("group", { name: "People" })).toContainText("Ada Lovelace");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("xyzzy");
  await expect(palette(page).getByText("Nothing found for “xyzzy”")).toBeVisible();
  await checkAccess(page, "find with nothing found");

  // A tab of its own, and this one stays where it is.
  await page.keyboard.press("Control+a");
  await page.keyboard.type("tsk-1");
  await expect(option(page, /^TSK-1/)).toHaveAttribute("aria-selected", "true");
  const opened = context.waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  await expect(await opened).toHaveURL(task);
  await (await opened).close();
  await page.keyboard.press("Escape");

  const button = page.getByRole("button", { name: /^Find/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("go people");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Find things, people");
});

test("what is typed while the palette is still on its way is not lost", async ({ page }) => {
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/Palette-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new tasks");
  await page.keyboard.press("Backspace");
  arrive();
  await expect(palette(page).getByRole("combobox")).toHaveValue("new task");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await expect(option(page, /^New task/)).toHaveAttribute("aria-selected", "true");
});

test("things are found by touch, on a phone's width", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await createTask(page, "Draft the policy");
  await page.getByRole("button", { name: /^Find/ }).click();
  await palette(page).getByRole("combobox").fill("policy");
  await option(page, /^TSK-1 Draft the policy/).click();
  await expect(palette(page)).toBeHidden();
  await page.getByRole("button", { name: /^Find/ }).click();
  await checkAccess(page, "find at 390");
  await palette(page).getByRole("combobox").fill("supplier");
  await expect(option(page, /^TSK-1/)).toContainText("Ask the supplier for the model card");
  await checkAccess(page, "find at 390 with results");
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrollWidth).toBeLessThanOrEqual(390);
});
