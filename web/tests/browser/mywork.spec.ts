import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";
const headers = { "sec-fetch-site": "same-origin" };

const slugOf = (page: Page) => page.url().split("/o/")[1]?.split("/")[0];

async function post(page: Page, path: string, data: object) {
  const made = await page.request.post(`/api/v1/o/${slugOf(page)}${path}`, { data, headers });
  expect(made.status(), await made.text()).toBeLessThan(300);
  return made.json();
}

test("staff sign in on a phone, see their work, finish a task in two taps and take it back", async ({
  page,
  browser,
}) => {
  const words = randomUUID();
  const address = `grace-${words}@example.org`;
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  const grace = await post(page, "/people", {
    name: "Grace Hopper",
    address,
    roles: ["staff"],
    invite: true,
  });
  const { today } = await (await page.request.get(`/api/v1/o/${slugOf(page)}`)).json();
  await post(page, "/tasks", { title: "Read the AI policy", owner: grace.id, due: today });
  await post(page, "/tasks", { title: "Name a deputy", owner: grace.id });

  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } });
  const hers = await context.newPage();
  await hers.goto(linkTo("/join#", await mailWith(address, "/join#")));
  await hers.getByLabel("Password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Join" }).click();
  await expect(hers.getByRole("heading", { level: 1, name: "My work" })).toBeVisible();
  await expect(hers.getByRole("list", { name: "Due within 7 days" })).toContainText("Read the AI policy");
  await expect(hers.getByRole("list", { name: "Without a date" })).toContainText("Name a deputy");
  await checkAccess(hers, "my work");

  await hers.getByRole("button", { name: /Read the AI policy/ }).click();
  await checkAccess(hers, "my work with a task open");
  await hers.getByRole("button", { name: "Done", exact: true }).click();
  await expect(hers.getByText("TSK-1 is done")).toBeVisible();
  await expect(hers.getByRole("list", { name: "Due within 7 days" })).toBeHidden();
  await expect(hers.getByRole("heading", { name: "Finished lately" })).toBeVisible();
  await hers.getByRole("button", { name: "Undo" }).click();
  await expect(hers.getByRole("button", { name: /Read the AI policy/ })).toBeVisible();

  // What somebody gives her while she looks comes by itself, and the badge counts it.
  await post(page, "/tasks", { title: "Sign the minutes", owner: grace.id, due: today });
  await expect(hers.getByRole("button", { name: /Sign the minutes/ })).toBeVisible();
  await hers.getByRole("button", { name: "Menu" }).click();
  const menu = hers.getByRole("navigation", { name: "Main" });
  await expect(menu.getByRole("link", { name: /My work/ })).toContainText("2");
  await expect(menu.getByRole("link", { name: "Home" })).toHaveCount(0);
  await context.close();
});

test("people are grouped in a team, and a photo and a locale are one's own", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.goto(`/o/${slugOf(page)}/people`);
  await page.getByRole("tab", { name: "Teams" }).click();
  await expect(page.getByText("No team yet")).toBeVisible();
  await checkAccess(page, "teams before any");
  await page.getByRole("button", { name: "New team" }).click();
  const dialog = page.getByRole("dialog", { name: "New team" });
  await dialog.getByLabel("Name").fill("Model operations");
  await dialog.getByRole("combobox", { name: "Lead" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await dialog.getByRole("button", { name: "Make team" }).click();
  await expect(page.getByRole("heading", { name: "Model operations" })).toBeVisible();
  await checkAccess(page, "a team");
  await page.getByRole("link", { name: "Its people" }).click();
  await expect(page.getByRole("row", { name: /Ada Lovelace/ })).toBeVisible();

  await page.goto(`/o/${slugOf(page)}/profile`);
  await page.getByRole("combobox", { name: "Dates and numbers" }).fill("Germany");
  await page.getByRole("option", { name: /^German \(Germany\)/ }).click();
  await expect(page.getByText("Dates and numbers: German (Germany)")).toBeVisible();
  const photo = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
    "base64",
  );
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: photo });
  await expect(page.getByText("Your photo is in place")).toBeVisible();
  await expect(page.locator('img[src*="/photo?mark="]').first()).toBeVisible();
  await checkAccess(page, "profile with a photo");
});
