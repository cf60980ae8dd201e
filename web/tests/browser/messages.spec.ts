import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { messagesWith, press, tellSlack } from "./slack.ts";

test("a task becomes one message, and its buttons move the task", async ({ page }) => {
  const words = randomUUID();
  const address = `ada-${words}@example.org`;
  await begin(page, address, "Northwind Robotics");
  await page.getByRole("link", { name: "Connections" }).click();
  await page.getByRole("button", { name: "Connect Slack" }).click();
  await page.getByRole("link", { name: "Allow" }).click();

  await expect(page.getByRole("heading", { name: "Slack: Acme", level: 1 })).toBeVisible();
  expect(page.url(), "what came with the browser is out of the address").not.toContain("code");
  await page.getByRole("combobox", { name: "Channel" }).click();
  await page.getByRole("option", { name: "#ai-tasks" }).click();
  await checkAccess(page, "channel");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("#ai-tasks")).toBeVisible();
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("It works: signed in as openaims.")).toBeVisible();
  await checkAccess(page, "connected workspace");

  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill(`Test the model ${words}`);
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Test the model/ })).toBeVisible();
  await page.getByRole("button", { name: "Send to" }).click();
  await page.getByRole("menuitem", { name: "Slack: Acme" }).click();
  await expect(page.getByRole("link", { name: "ai-tasks" })).toBeVisible({ timeout: 30_000 });

  const [message] = await messagesWith(words);
  expect(await press(message, "start", address)).toBe(200);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("In progress", { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(async () => {
    expect((await messagesWith(words))[0]?.text).toContain("in progress");
  }).toPass({ timeout: 30_000 });
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Slack");
  await checkAccess(page, "task that stands in a channel");
  expect(await messagesWith(words)).toHaveLength(1);

  // A message whose answer is lost is shown as such, and one press makes it known again.
  await tellSlack("fault", { path: "chat.postMessage", times: 1, trouble: { kind: "lost" } });
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  await dialog.getByLabel("Title").fill(`Ask the vendor ${words}`);
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Ask the vendor/ })).toBeVisible();
  await page.getByRole("button", { name: "Send to" }).click();
  await page.getByRole("menuitem", { name: "Slack: Acme" }).click();
  await expect(page.getByText("Perhaps sent")).toBeVisible({ timeout: 30_000 });
  await checkAccess(page, "message that is perhaps there");
  const lost = (await messagesWith("Ask the vendor")).filter((one) => one.text.includes(words));
  expect(lost).toHaveLength(1);
  await press(lost[0], "done", address);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "ai-tasks" })).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});
