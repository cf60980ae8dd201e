import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { expect, test } from "./fixture.ts";
import { issuesWith, tell } from "./jira.ts";
import { killWorkers } from "./levers.ts";
import { messagesWith, press, tellSlack } from "./slack.ts";

/** Longer than it takes until the killed worker's lease ends, so that the answer never arrives anywhere. */
const held = { kind: "held", seconds: 15 };

async function connectBoth(page: Page) {
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Connections" }).click();
  await page.getByRole("button", { name: "Connect Jira", exact: true }).click();
  await page.getByRole("link", { name: "Allow" }).click();
  await page.getByRole("combobox", { name: "Project" }).click();
  await page.getByRole("option", { name: "AI management" }).click();
  await page.getByRole("combobox", { name: "Type of issue" }).click();
  await page.getByRole("option", { name: "Task" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("AI management (AIMS)")).toBeVisible();
  await menu.getByRole("link", { name: "Connections" }).click();
  await page.getByRole("button", { name: "Connect Slack" }).click();
  await page.getByRole("link", { name: "Allow" }).click();
  await page.getByRole("combobox", { name: "Channel" }).click();
  await page.getByRole("option", { name: "#ai-tasks" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("#ai-tasks")).toBeVisible();
}

async function createTask(page: Page, title: string) {
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function sendTo(page: Page, name: string) {
  await page.getByRole("button", { name: "Send to" }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** With `aims up` the page's own server is killed too, so the page is left meanwhile. */
async function killWorkersBehind(page: Page) {
  const task = page.url();
  await page.goto("about:blank");
  await killWorkers();
  await page.goto(task);
}

async function stands(page: Page, state: string) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(state, { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

test("workers killed between sending and the answer leave one issue and one message", async ({ page }) => {
  test.setTimeout(240_000);
  const words = randomUUID();
  const address = `ada-${words}@example.org`;
  await begin(page, address, "Northwind Robotics");
  await connectBoth(page);
  await createTask(page, `Test the model ${words}`);

  // Jira makes the issue, its answer is on its way, and the workers are gone; its search finds the issue much later.
  await tell("search-lag", { seconds: 45 });
  await tell("fault", { method: "POST", path: "/issue", times: 1, trouble: held });
  await sendTo(page, "Jira: acme");
  await expect.poll(async () => (await issuesWith(words)).length, { timeout: 30_000 }).toBe(1);
  await killWorkersBehind(page);

  // Slack posts the message, and the workers are gone again.
  await tellSlack("fault", { path: "chat.postMessage", times: 1, trouble: held });
  await sendTo(page, "Slack: Acme");
  await expect.poll(async () => (await messagesWith(words)).length, { timeout: 30_000 }).toBe(1);
  await killWorkersBehind(page);

  const key = page.getByRole("link", { name: /^AIMS-\d+$/ });
  await expect(async () => {
    await page.reload();
    await expect(key).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText("Perhaps sent")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  const issues = await issuesWith(words);
  expect(issues, "the issue was found, not made again").toHaveLength(1);
  await expect(key).toHaveText(issues[0]?.key ?? "");
  expect(await messagesWith(words), "and nothing was posted twice").toHaveLength(1);

  // A button of the message moves the task, and makes the message known again.
  expect(await press((await messagesWith(words))[0], "start", address)).toBe(200);
  await stands(page, "In progress");
  await expect(page.getByRole("link", { name: "ai-tasks" })).toBeVisible({ timeout: 10_000 });
  await expect(async () => {
    expect((await messagesWith(words))[0]?.text).toContain("in progress");
    expect((await issuesWith(words))[0]?.category).toBe("in_progress");
  }).toPass({ timeout: 30_000 });
  // And Jira moves it on.
  await tell("move", { id: issues[0]?.id, to: "done" });
  await stands(page, "Done");
  expect(await issuesWith(words)).toHaveLength(1);
  expect(await messagesWith(words)).toHaveLength(1);
  await tell("search-lag", { seconds: 0 });
});
