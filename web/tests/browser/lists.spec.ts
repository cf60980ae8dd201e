import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

const headers = { "sec-fetch-site": "same-origin" };

/** An organisation with these tasks, and its list of them open. */
async function withTasks(page: Page, titles: string[]): Promise<string> {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0] ?? "";
  const waiting = titles.map((title, at) => ({ title, priority: at % 2 ? "high" : "low" }));
  const one = async () => {
    for (let data = waiting.shift(); data; data = waiting.shift()) {
      const made = await page.request.post(`/api/v1/o/${slug}/tasks`, { data, headers });
      expect(made.status()).toBe(201);
    }
  };
  await Promise.all(Array.from({ length: 6 }, one));
  await page.goto(`/o/${slug}/tasks?sort=title`);
  // After many, the worker is busy with what follows from each.
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeVisible({ timeout: 30_000 });
  // Keys walk the rows that are there.
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  return slug;
}

const drawer = (page: Page) => page.getByRole("dialog", { name: "Opened from the list" });
const row = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const heads = (page: Page) => page.getByRole("columnheader").filter({ hasText: /\w/ }).allInnerTexts();

test("a list is walked, opened and changed by keyboard, and taken back", async ({ page }) => {
  await withTasks(page, ["Alpha", "Beta", "Gamma"]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(row(page, "Beta")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("heading", { level: 2, name: /Beta/ })).toBeVisible();
  await expect(page).toHaveURL(/open=/);
  await checkAccess(page, "task beside the list");
  await page.keyboard.press("j");
  await expect(drawer(page).getByRole("heading", { level: 2, name: /Gamma/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeHidden();
  await expect(row(page, "Gamma")).toBeFocused();
  await expect(page).not.toHaveURL(/open=/);

  // To somebody: the thing opens where that is said.
  await page.keyboard.press("a");
  await expect(drawer(page).getByRole("combobox", { name: "Owner" })).toBeFocused();
  await page.keyboard.type("Ada");
  await expect(page.getByRole("option", { name: "Ada Lovelace (me)" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Owner: Ada Lovelace" })).toBeVisible();
  // Out of the field first, then out of the drawer.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(row(page, "Gamma")).toBeFocused();
  await expect(page.getByRole("row", { name: /Gamma/ })).toContainText("Ada Lovelace");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByText("Taken back")).toBeVisible();
  await expect(page.getByRole("row", { name: /Gamma/ })).toContainText("Nobody");

  // Several at once: chosen, given to somebody, and back again.
  await page.keyboard.press("x");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await page.keyboard.press("a");
  await expect(
    page.getByRole("region", { name: "Chosen tasks" }).getByRole("combobox", { name: "Owner" }),
  ).toBeFocused();
});

test("what somebody else changed since is not taken back", async ({ page }) => {
  const slug = await withTasks(page, ["Alpha"]);
  await row(page, "Alpha").click();
  await drawer(page).getByLabel("Priority").selectOption("Urgent");
  const offer = page.getByRole("alert").filter({ hasText: "Priority: Urgent" });
  await expect(offer).toBeVisible();
  // Held: the seconds stand still while somebody points at it.
  await offer.hover();
  const tasks = await (await page.request.get(`/api/v1/o/${slug}/tasks`)).json();
  const [{ id, version }] = tasks.items;
  const changed = await page.request.patch(`/api/v1/o/${slug}/tasks/${id}`, {
    data: { priority: "low" },
    headers: { ...headers, "if-match": `"${version}"` },
  });
  expect(changed.ok()).toBe(true);
  await offer.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/could not be taken back: somebody has changed it since/)).toBeVisible();
  await expect(drawer(page).getByLabel("Priority")).toHaveValue("low");
});

test("a view is made, shared, opened by default, deleted and had back", async ({ page }) => {
  const slug = await withTasks(page, ["Alpha", "Beta", "Gamma"]);
  await page.getByRole("button", { name: "Columns" }).click();
  const look = page.getByRole("dialog", { name: "Columns" });
  await look.getByRole("checkbox", { name: "Reference" }).uncheck();
  await look.getByRole("button", { name: "Priority: one place earlier" }).click();
  await expect(look.getByRole("button", { name: "Priority: one place earlier" })).toBeFocused();
  await page.keyboard.press("Enter");
  await look.getByText("Compact").click();
  await checkAccess(page, "columns and density");
  await page.keyboard.press("Escape");
  await expect(look).toBeHidden();
  await expect.poll(() => heads(page)).toEqual(["Title", "State", "Priority", "Owner", "Due"]);
  await page.getByLabel("State").selectOption("Not finished");

  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByRole("textbox", { name: /^Name of the view/ }).fill("Still to do");
  await dialog.getByRole("checkbox", { name: /^Share with everybody/ }).check();
  await checkAccess(page, "saving a view");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("button", { name: "View: Still to do. Open another" })).toBeVisible();

  await page.getByRole("columnheader", { name: "Priority" }).getByRole("button").click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Still to do is saved").last()).toBeVisible();
  await page.getByRole("button", { name: "What to do with Still to do" }).click();
  await checkAccess(page, "what to do with a view");
  await page.getByRole("menuitem", { name: "Open the list with this view" }).click();
  await page.goto(`/o/${slug}`);
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Tasks", exact: true })
    .click();
  await expect(page).toHaveURL(/view=/);
  await expect(page).toHaveURL(/sort=priority/);
  await expect.poll(() => heads(page)).toEqual(["Title", "State", "Priority", "Owner", "Due"]);

  await page.getByRole("button", { name: "What to do with Still to do" }).click();
  await page.getByRole("menuitem", { name: "Delete the view for everybody" }).click();
  await expect(page.getByRole("button", { name: /^View: All tasks/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Still to do is back")).toBeVisible();
  await page.getByRole("button", { name: /^View: All tasks/ }).click();
  await page.getByRole("menuitem", { name: /Still to do/ }).click();
  await expect.poll(() => heads(page)).toEqual(["Title", "State", "Priority", "Owner", "Due"]);
});

test("on a phone what is opened fills the screen, and Back closes it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await withTasks(page, ["Alpha", "Beta"]);
  await checkAccess(page, "tasks at 390");
  await row(page, "Alpha").click();
  await expect(drawer(page).getByRole("heading", { level: 2, name: /Alpha/ })).toBeVisible();
  await expect.poll(async () => (await drawer(page).boundingBox())?.width).toBe(390);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(390);
  await checkAccess(page, "task beside the list at 390");
  await drawer(page).getByRole("button", { name: "Next in the list" }).click();
  await expect(drawer(page).getByRole("heading", { level: 2, name: /Beta/ })).toBeVisible();
  await page.goBack();
  await expect(drawer(page)).toBeHidden();
  await page.getByRole("button", { name: "Columns" }).click();
  await checkAccess(page, "columns at 390");
  expect(await wide()).toBeLessThanOrEqual(390);
});

const MANY = Number(process.env.MANY_TASKS ?? 1_000);

test("a long list is scrolled to its end, and all that match are changed and taken back", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await withTasks(page, [
    ...Array.from({ length: MANY }, (_, at) => `Task ${String(at).padStart(5, "0")}`),
    "Something else",
  ]);
  await page.getByRole("searchbox").fill("Task");
  await expect(page.getByText(`50 of ${MANY} shown`)).toBeVisible();
  const table = page.getByRole("table");
  await expect(table).toHaveAttribute("aria-rowcount", String(MANY + 1));
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByText(`${MANY} of ${MANY} shown`)).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 300_000 });
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const last = page.getByRole("row", { name: `Task ${String(MANY - 1).padStart(5, "0")}` });
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute("aria-rowindex", String(MANY + 1));
  // What is not seen is not on the page.
  expect(await table.getByRole("row").count()).toBeLessThan(120);
  await checkAccess(page, "the end of a long list");
  await last.getByRole("link").focus();
  for (let step = 0; step < 31; step += 1) await page.keyboard.press("k");
  await expect(row(page, `Task ${String(MANY - 32).padStart(5, "0")}`)).toBeFocused();
  await expect(row(page, `Task ${String(MANY - 32).padStart(5, "0")}`)).toBeInViewport();

  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByLabel("State").selectOption("Open");
  await page.getByRole("checkbox", { name: "Choose every row shown" }).check();
  const more = page.getByRole("button", { name: `Choose all ${MANY} that match` });
  if (await more.isVisible()) await more.click();
  await expect(page.getByText(`${MANY} chosen`)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("region", { name: "Chosen tasks" }).getByLabel("Priority").selectOption("Urgent");
  await expect(page.getByText(`${MANY} changed`)).toBeVisible({ timeout: 300_000 });
  await expect(row(page, "Task 00000")).toBeVisible();
  await expect(page.getByRole("row", { name: /Task 00000/ })).toContainText("Urgent");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${MANY} as they were`)).toBeVisible({ timeout: 300_000 });
  await expect(page.getByRole("row", { name: /Task 00000/ })).not.toContainText("Urgent");
});
