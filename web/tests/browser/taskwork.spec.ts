import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { begin } from "./account.ts";
import { daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";

/** Grace, a contributor of the organisation that is open in `page`, in a browser of her own. */
async function joined(page: Page, browser: Browser, org: string, address: string): Promise<Page> {
  const headers = { "sec-fetch-site": "same-origin" };
  const data = { name: "Grace Hopper", address, roles: ["contributor"], invite: true };
  const made = await page.request.post(`/api/v1/o/${org}/people`, { data, headers });
  expect(made.status(), await made.text()).toBe(201);
  const context = await browser.newContext({ locale: "en-GB" });
  const hers = await context.newPage();
  await hers.goto(linkTo("/join#", await mailWith(address, "/join#")));
  await hers.getByLabel("Password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Join" }).click();
  await expect(hers.getByRole("button", { name: "Account: Grace Hopper" })).toBeVisible();
  return hers;
}

async function createTask(page: Page, due: string) {
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill("Access review");
  await dialog.getByRole("combobox", { name: "Owner" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await dialog.getByLabel("Due", { exact: true }).fill(due);
  await dialog
    .getByLabel("Checklist")
    .fill("List the accounts\nAsk their managers\nClose what is not needed");
  await dialog.getByRole("combobox", { name: "Reviewer" }).click();
  await page.getByRole("listbox", { name: "Reviewer" }).getByRole("option", { name: "Grace Hopper" }).click();
  await dialog.getByLabel("This task comes back").check();
  await dialog.getByLabel("Unit").selectOption("months");
  await dialog.getByLabel("Counted from").selectOption("the due date");
  await expect(dialog.getByText("Every month, counted from the due date")).toBeVisible();
  await checkAccess(page, "new task that comes back");
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Access review/ })).toBeVisible();
}

test("a task is ticked off, reviewed by somebody else, comes back, and moves over the board", async ({
  page,
  browser,
}) => {
  const words = randomUUID();
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  const org = page.url().split("/o/")[1]?.split("/")[0] ?? "";
  const hers = await joined(page, browser, org, `grace-${words}@example.org`);
  const due = daysAfter(await today(page), 10);
  await page.goto(`/o/${org}/tasks`);
  await createTask(page, due);
  const task = page.url();

  // The checklist, by keyboard: tick, move, add, remove and take that back.
  await page.getByRole("checkbox", { name: "List the accounts" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("1 of 3", { exact: true })).toBeVisible();
  await page.keyboard.press("Alt+ArrowDown");
  const boxes = page.locator("[data-item]");
  await expect(boxes.nth(1)).toContainText("List the accounts");
  await expect(page.getByRole("checkbox", { name: "List the accounts" })).toBeFocused();
  await page.getByLabel("Another step").fill("Tell the owners");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 of 4", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change “Tell the owners”" }).press("Enter");
  await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
  await expect(page.getByText("1 of 3", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1 of 4", { exact: true })).toBeVisible();
  await expect(page.getByText("3 of 4 checklist steps are open")).toBeVisible();
  await checkAccess(page, "task with a checklist");

  // Grace sends it back with a reason; Ada sees it without asking, and hands it in again.
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Submit for review" }).click();
  await expect(page.getByText("Waits for Grace Hopper")).toBeVisible();
  await hers.goto(`/o/${org}/tasks?to_review=true`);
  await expect(hers.getByLabel("Review", { exact: true })).toHaveValue("to_review");
  await hers.getByRole("link", { name: "Access review" }).click();
  await hers.getByRole("link", { name: "Open as a page" }).click();
  await hers.getByRole("button", { name: "More steps" }).click();
  await hers.getByRole("menuitem", { name: "Send back" }).click();
  await hers.getByRole("dialog").getByLabel("Reason").fill("One account was left out");
  await hers.getByRole("dialog").getByRole("button", { name: "Send back" }).click();
  await page.getByRole("button", { name: "Submit for review" }).click();
  await hers.getByRole("button", { name: "Approve and complete" }).click();
  await expect(hers.getByText("Done. Next: TSK-2")).toBeVisible();
  const next = page.getByRole("link", { name: "Next TSK-2" });
  await next.click();
  await expect(page.getByRole("link", { name: "Repeats from TSK-1" })).toBeVisible();
  await expect(page.getByText("0 of 4", { exact: true })).toBeVisible();
  expect(page.url()).not.toBe(task);

  // The board, by keyboard.
  await page.goto(`/o/${org}/tasks?as=board`);
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}, `) });
  await expect(column("Done").getByText("TSK-1")).toBeVisible();
  await expect(column("Open").getByText("TSK-2")).toBeVisible();
  await checkAccess(page, "board");
  await page.getByRole("button", { name: "Move TSK-2" }).press("Enter");
  await page.getByRole("menuitem", { name: "To In progress" }).press("Enter");
  await expect(column("In progress").getByText("TSK-2")).toBeVisible();
  await expect(column("In progress").getByRole("link", { name: "Access review" })).toBeFocused();
  // By hand: there is no step back to the start, and the board says so.
  await column("In progress").getByRole("listitem").dragTo(column("Open"));
  await expect(page.getByText("TSK-2 cannot go from “In progress” to “Open” in one step.")).toBeVisible();
  await expect(column("In progress").getByText("TSK-2")).toBeVisible();
  await column("In progress").getByRole("link", { name: "Access review" }).click();
  await expect(page.getByRole("dialog", { name: "Opened from the list" })).toBeVisible();
});
