import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Adds Grace as a contributor, with an invitation. */
async function addGrace(page: Page, address: string) {
  await goTo(page, "People");
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  await dialog.getByLabel("Name").fill("Grace Hopper");
  await dialog.getByLabel("Work email address").fill(address);
  // Its frame takes the clicks; the field itself takes keys.
  await dialog.getByRole("combobox", { name: "Roles" }).press("ArrowDown");
  await page.getByRole("option", { name: /^Contributor/ }).click();
  await page.keyboard.press("Escape");
  await checkAccess(page, "new person");
  await dialog.getByRole("button", { name: "Add a person" }).click();
  await expect(page.getByRole("row", { name: /^Grace/ })).toContainText("Invited until");
}

test("somebody is added, joins, gets work, and hands it over when she is let go", async ({
  page,
  browser,
}) => {
  const words = randomUUID();
  const address = `grace-${words}@example.org`;
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  await goTo(page, "People");
  await expect(page.getByText("So far it is only you")).toBeVisible();
  await checkAccess(page, "people before any");
  await addGrace(page, address);
  await checkAccess(page, "people");

  // Grace follows the mail in a browser of her own.
  const context = await browser.newContext({ locale: "en-GB" });
  const hers = await context.newPage();
  await hers.goto(linkTo("/join#", await mailWith(address, "/join#")));
  await expect(hers.getByRole("heading", { level: 1, name: "Join Northwind Robotics" })).toBeVisible();
  await checkAccess(hers, "join");
  await hers.getByLabel("Password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Join" }).click();
  await expect(hers).toHaveURL(/\/o\/[a-z0-9-]+$/);
  await expect(hers.getByRole("button", { name: "Account: Grace Hopper" })).toBeVisible();

  // Ada sees it without asking, and says what else Grace is.
  await page
    .getByRole("row", { name: /^Grace/ })
    .getByRole("link")
    .click();
  await page.getByRole("link", { name: "Open as a page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
  await expect(page.getByText("Signs in", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Line manager" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await expect(page.getByText("Line manager: Ada Lovelace")).toBeVisible();
  await page.getByRole("checkbox", { name: "AIMS manager" }).check();
  await page.getByLabel("Last day of AIMS manager").fill("2099-12-31");
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByRole("list", { name: "Roles held" })).toContainText("to 31 Dec 2099");
  await checkAccess(page, "person");
  const person = page.url();

  await goTo(page, "Tasks");
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill("Write the AI policy");
  await dialog.getByRole("combobox", { name: "Owner" }).click();
  await page.getByRole("listbox", { name: "Owner" }).getByRole("option", { name: "Grace Hopper" }).click();
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Write the AI policy" })).toBeVisible();
  const task = page.url();
  await hers.goto(task);
  await expect(hers.getByRole("combobox", { name: "Owner" })).toHaveValue("Grace Hopper (me)");

  // Nobody's work is lost when she is let go, and her browser is shut out.
  await page.goto(person);
  await expect(page.getByText("1 open", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Let go" }).click();
  const leaving = page.getByRole("dialog", { name: "Let Grace Hopper go" });
  await expect(leaving.getByRole("button", { name: "Let go" })).toBeDisabled();
  await leaving.getByRole("combobox", { name: "Who takes it over" }).click();
  await page.getByRole("option", { name: "Ada Lovelace (me)" }).click();
  await checkAccess(page, "letting go");
  await leaving.getByRole("button", { name: "Let go" }).click();
  await expect(page.getByText("Grace Hopper has left; Ada Lovelace takes over")).toBeVisible();
  await expect(page.getByText("Has left", { exact: true })).toBeVisible();
  await checkAccess(page, "person who left");
  await hers.reload();
  await expect(hers.getByRole("heading", { level: 1, name: "Nothing here" })).toBeVisible();
  await page.goto(task);
  await expect(page.getByRole("combobox", { name: "Owner" })).toHaveValue("Ada Lovelace (me)");

  await page.goto(person);
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Signs in", { exact: true })).toBeVisible();
  await hers.goto(task);
  await expect(hers.getByRole("heading", { level: 1, name: "Write the AI policy" })).toBeVisible();
  await context.close();

  await page.getByRole("button", { name: "Account: Ada Lovelace" }).click();
  await page.getByRole("menuitem", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  await checkAccess(page, "profile");
  await page.getByLabel("Name").fill("Ada King");
  await page.getByLabel("Name").press("Enter");
  await expect(page.getByText("Name: Ada King")).toBeVisible();
  await goTo(page, "People");
  await expect(page.getByRole("link", { name: "Ada King (me)" })).toBeVisible();
});

test("an account joins a further organisation, and its token is in no address that is sent", async ({
  page,
  browser,
}) => {
  const words = randomUUID();
  const address = `grace-${words}@example.org`;
  const context = await browser.newContext({ locale: "en-GB" });
  const hers = await context.newPage();
  await begin(hers, address, "Harbour Analytics");
  await context.clearCookies();
  await begin(page, `ada-${words}@example.org`, "Northwind Robotics");
  await addGrace(page, address);

  const link = linkTo("/join#", await mailWith(address, "/join#"));
  const token = link.split("#")[1] ?? "";
  const sent: string[] = [];
  hers.on("request", (request) => sent.push(request.url(), request.headers().referer ?? ""));
  await hers.goto(link);
  await expect(hers.getByText(/has an account here already/)).toBeVisible();
  await checkAccess(hers, "join by signing in");
  await hers.getByRole("button", { name: "Sign in" }).click();
  await hers.getByLabel("Email address").fill(address);
  await hers.reload();
  await hers.getByLabel("Email address").fill(address);
  await hers.getByLabel("Password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Sign in" }).click();
  await expect(hers.getByRole("button", { name: /^Join as Ada Lovelace/ })).toBeVisible();
  await checkAccess(hers, "join as");
  await hers.getByRole("button", { name: /^Join as/ }).click();
  await expect(hers.getByRole("link", { name: "Northwind Robotics" })).toBeVisible();
  expect(token.length).toBeGreaterThan(20);
  expect(sent.map((url) => url.split("#")[0]).filter((url) => url?.includes(token))).toEqual([]);
  expect(await hers.evaluate(() => sessionStorage.getItem("invitation"))).toBeNull();

  await hers.goto(link);
  await expect(hers.getByRole("heading", { level: 1, name: "This link no longer works" })).toBeVisible();
  await checkAccess(hers, "join with a used link");
  await context.close();
});
