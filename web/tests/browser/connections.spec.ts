import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { issuesWith, tell } from "./jira.ts";

test("a task becomes one issue, and its status comes back", async ({ page }) => {
  const words = randomUUID();
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  await page.getByRole("link", { name: "Connections" }).click();
  await expect(page.getByRole("heading", { name: "Connections", level: 1 })).toBeVisible();
  await checkAccess(page, "connections before any");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const hook = page.getByRole("dialog", { name: "Add a webhook" });
  await hook.getByLabel("Address").fill(`${process.env.RECEIVER_URL}/hook`);
  await checkAccess(page, "new webhook");
  await hook.getByRole("button", { name: "Add a webhook" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await checkAccess(page, "webhook secret");
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("ping: Sent")).toBeVisible({ timeout: 20_000 });
  await checkAccess(page, "webhook log");
  await page.getByRole("button", { name: "Connect Jira", exact: true }).click();
  await page.getByRole("link", { name: "Allow" }).click();

  await expect(page.getByRole("heading", { name: "Jira: acme", level: 1 })).toBeVisible();
  expect(page.url(), "what came with the browser is out of the address").not.toContain("code");
  await page.getByRole("combobox", { name: "Project" }).click();
  await page.getByRole("option", { name: "Security" }).click();
  await page.getByRole("combobox", { name: "Type of issue" }).click();
  await page.getByRole("option", { name: "Task" }).click();
  await expect(page.getByRole("combobox", { name: "Team" })).toBeVisible();
  await expect(page.getByRole("group", { name: "What a status means" })).toBeVisible();
  await checkAccess(page, "set-up");
  await page.getByRole("combobox", { name: "Team" }).click();
  await page.getByRole("option", { name: "Blue" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Security (SEC)")).toBeVisible();
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("It works: signed in as Ada Lovelace.")).toBeVisible();
  const bob = page.getByRole("combobox", { name: "Ada Lovelace in Jira" });
  await bob.fill("mar");
  await page.getByRole("option", { name: "Bob Marsh" }).click();
  await expect(page.getByText("Saved; open issues follow")).toBeVisible();
  await expect(bob).toHaveValue("Bob Marsh");
  await checkAccess(page, "connection");

  // The answer to the creation is lost: the issue is looked for, and found, and not made again.
  await tell("fault", { method: "POST", path: "/issue", times: 1, trouble: { kind: "lost" } });
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill(`Test the model ${words}`);
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Test the model/ })).toBeVisible();
  await page.getByRole("button", { name: "Send to" }).click();
  await page.getByRole("menuitem", { name: "Jira: acme" }).click();
  const link = page.getByRole("link", { name: /^SEC-\d+$/ });
  await expect(link).toBeVisible({ timeout: 60_000 });
  await checkAccess(page, "task that stands elsewhere");
  const issues = await issuesWith(words);
  expect(issues).toHaveLength(1);
  await expect(link).toHaveText(issues[0]?.key ?? "");

  await tell("move", { id: issues[0]?.id, to: "done" });
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Jira");
  expect(await issuesWith(words)).toHaveLength(1);
});
