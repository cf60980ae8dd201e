import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { postedBy, tellTeams, workflow } from "./workflows.ts";

/** A task that is late already: its reminder leaves at once. */
async function lateTask(page: Page, title: string) {
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("combobox", { name: "Owner" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await dialog.getByLabel("Due", { exact: true }).fill(daysAfter(await today(page), -1));
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

test("what is late is posted to a channel of Teams, and a workflow that is gone can be made anew", async ({
  page,
}) => {
  const words = randomUUID();
  const [first, anew] = [`first-${words}`, `anew-${words}`];
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  await page.getByRole("link", { name: "Connections" }).click();
  await page.getByRole("button", { name: "Connect Teams" }).click();
  const dialog = page.getByRole("dialog", { name: "Connect Teams" });
  await expect(dialog.getByText("In Teams, open the menu of the channel")).toBeVisible();
  await checkAccess(page, "connecting a workflow");
  const address = await workflow(first);
  await dialog.getByLabel("The workflow's address").fill(address);
  await dialog.getByLabel("What you call the channel").fill("AI management");
  await dialog.getByRole("button", { name: "Connect" }).click();

  const heading = page.getByRole("heading", { name: "Microsoft Teams: AI management", level: 1 });
  await expect(heading).toBeVisible();
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("A card was handed over. Look in AI management whether")).toBeVisible();
  expect(await postedBy(first)).toEqual(["OpenAIMS can post here"]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("What is due or late")).toBeVisible();
  await expect(page.getByText("In use")).toBeVisible();
  await checkAccess(page, "connected channel of Teams");
  const secret = new URL(address).searchParams.get("sig") ?? "";
  expect(await page.content(), "the secret is nowhere on the page").not.toContain(secret);
  const connection = page.url();

  await lateTask(page, `Ask the vendor ${words}`);
  await expect.poll(async () => (await postedBy(first)).length, { timeout: 30_000 }).toBe(2);
  expect((await postedBy(first))[1]).toContain(`Ask the vendor ${words} was due yesterday`);
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Sent log" }).click();
  await expect(page.getByRole("cell", { name: "Teams", exact: true })).toBeVisible();

  // The workflow is deleted over there: it is said here, and what was meant for it goes to its successor.
  const trouble = { kind: "status", status: 404 };
  await tellTeams("fault", { path: first, times: 1, trouble });
  await lateTask(page, `Read the minutes ${words}`);
  await expect(async () => {
    await page.goto(connection);
    await expect(page.getByText("Somebody has to connect this again")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await checkAccess(page, "workflow that is gone");
  await page.getByRole("button", { name: "Connect again" }).click();
  await dialog.getByLabel("The workflow's address").fill(await workflow(anew));
  await expect(dialog.getByLabel("What you call the channel")).toHaveValue("AI management");
  await dialog.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("In use")).toBeVisible();
  await page.getByRole("button", { name: "Test" }).click();
  await expect.poll(() => postedBy(anew)).toEqual(["OpenAIMS can post here"]);
  expect(await postedBy(first)).toHaveLength(2);
});
