import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "nine purple quiet kettles";

test("two people talk about a task, call each other and are told", async ({ page, browser }) => {
  const words = randomUUID();
  const grace = `grace-${words}@example.org`;
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  // Grace joins by her invitation; the screens for that have a test of their own.
  const body = { name: "Grace Hopper", address: grace, roles: ["manager"], invite: true };
  const headers = { "sec-fetch-site": "same-origin" };
  expect((await page.request.post(`/api/v1/o/${slug}/people`, { data: body, headers })).status()).toBe(201);
  const token = linkTo("/join#", await mailWith(grace, "/join#")).split("#")[1];
  const context = await browser.newContext();
  const other = await context.newPage();
  const joined = await context.request.post("/api/v1/invitations/accept", {
    data: { token, password },
    headers,
  });
  expect(joined.status()).toBe(200);

  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill("Test the model");
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Test the model" })).toBeVisible();
  await checkAccess(page, "conversation before it begins");

  // By keyboard alone: a name is begun, chosen and the comment sent.
  await page.getByLabel("Say something").click();
  await page.keyboard.type("Please look, @gra");
  await expect(page.getByRole("option", { name: "Grace Hopper" })).toBeVisible();
  await checkAccess(page, "whom to call");
  await page.getByLabel("Say something").press("Enter");
  await page.keyboard.type("before Friday");
  await page.keyboard.press("Control+Enter");
  const said = page.getByRole("list", { name: "Conversation" });
  await expect(said).toContainText("Please look, @Grace Hopper before Friday");
  await expect(page.getByText("Followed by Ada Lovelace, Grace Hopper")).toBeVisible();

  await other.goto(`/o/${slug}`);
  await other.getByRole("button", { name: "Notices, 1 unread" }).click();
  await checkAccess(other, "notices");
  await other.getByRole("link", { name: /Ada Lovelace called you in TSK-1/ }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Test the model" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Notices, 0 unread" })).toBeVisible();
  await other.getByLabel("Say something").fill("Looks right.");
  await other.getByRole("button", { name: "Send comment" }).click();

  // Ada sees it where she is, and is told.
  await expect(said).toContainText("Looks right.", { timeout: 10_000 });
  await expect(page.getByRole("button", { name: "Notices, 1 unread" })).toBeVisible({ timeout: 10_000 });
  const own = other.getByRole("listitem").filter({ hasText: "Looks right." });
  await own.getByRole("button", { name: "More about this comment" }).click();
  await other.getByRole("menuitem", { name: "Take back" }).click();
  await expect(said).toContainText("Grace Hopper took back what was said here", { timeout: 10_000 });
  await checkAccess(page, "conversation");
  await context.close();
});
