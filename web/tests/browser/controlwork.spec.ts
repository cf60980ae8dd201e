import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
}

/** Grace joins as the one who leads the system day to day, in a browser of her own. */
async function joined(page: Page, browser: Browser): Promise<Page> {
  const address = `grace-${randomUUID()}@example.org`;
  await goTo(page, "People");
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  await dialog.getByLabel("Name").fill("Grace Hopper");
  await dialog.getByLabel("Work email address").fill(address);
  await dialog.getByRole("combobox", { name: "Roles" }).press("ArrowDown");
  await page.getByRole("option", { name: /^AIMS manager/ }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Add a person" }).click();
  const context = await browser.newContext({ locale: "en-GB" });
  const hers = await context.newPage();
  await hers.goto(linkTo("/join#", await mailWith(address, "/join#")));
  await hers.getByLabel("Password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Join" }).click();
  await expect(hers.getByRole("button", { name: "Account: Grace Hopper" })).toBeVisible();
  return hers;
}

/** A finished task with evidence for the control that the page shows. */
async function shown(page: Page) {
  await page.evaluate(async () => {
    const [, , slug, , control] = location.pathname.split("/");
    const api = `/api/v1/o/${slug}`;
    const ask = async (method: string, path: string, body: object, version?: number) => {
      const headers = { "content-type": "application/json", ...(version && { "if-match": `"${version}"` }) };
      const answer = await fetch(`${api}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string; version: number };
    };
    const me = (await (await fetch(api)).json()) as { me: { person_id: string } };
    const task = await ask("POST", "/tasks", { title: "Approve it", control, owner: me.me.person_id });
    await ask("PATCH", `/tasks/${task.id}`, { evidence_note: "Signed in May" }, 1);
    await ask("POST", `/tasks/${task.id}/complete`, {}, 2);
  });
}

async function choose(page: Page, state: string) {
  await page.getByRole("button", { name: /Change state/ }).click();
  await page.getByRole("menuitem", { name: state }).click();
  await expect(page.getByRole("button", { name: `State: ${state}. Change state` })).toBeVisible();
}

test("notes are written by keys, a control is verified by somebody else, and its differences are read", async ({
  page,
  browser,
}) => {
  test.setTimeout(150_000);
  page.setDefaultTimeout(15_000);
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.getByRole("button", { name: "Adopt ISO/IEC 42001" }).click();
  await expect(page.getByText("of 70 requirements and controls")).toBeVisible();
  await expect(page.getByRole("region", { name: "In the way of a certification" })).toContainText(
    "70 without an owner",
  );
  await checkAccess(page, "readiness");

  // The grid has one stop for Tab, and arrows lead through it.
  const cells = page.locator("[data-cell]");
  await expect(cells).toHaveCount(70);
  await cells.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(cells.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(cells.last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(cells.first()).toBeFocused();
  await expect(page.locator("[data-cell][tabindex='0']")).toHaveCount(1);
  await page.getByRole("link", { name: /^A\.2\.2 / }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /A\.2\.2/ })).toBeVisible();
  const address = page.url();

  await page.getByRole("button", { name: "Write notes" }).focus();
  await page.keyboard.press("Enter");
  const editor = page.getByRole("textbox", { name: "Notes on how it is met" });
  await expect(editor).toBeFocused();
  await page.keyboard.type("## How we do it");
  await page.keyboard.press("Enter");
  await page.keyboard.type("The ");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.type("board");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.type(" signs it");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- every spring");
  await checkAccess(page, "notes being written");
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("Notes saved")).toBeVisible();
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "How we do it" })).toBeVisible();
  await expect(page.locator("strong", { hasText: "board" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: /^every spring$/ })).toBeVisible();

  await shown(page);
  await page.reload();
  await choose(page, "In progress");
  await choose(page, "Implemented");
  await expect(page.getByRole("button", { name: "Verify" })).toBeDisabled();
  await expect(page.getByText("so somebody else verifies it")).toBeVisible();
  await checkAccess(page, "control implemented");

  const hers = await joined(page, browser);
  await hers.goto(address);
  await hers.getByRole("button", { name: "Verify" }).click();
  const dialog = hers.getByRole("dialog", { name: "Verify A.2.2" });
  await dialog.getByLabel("What was tested, and how").fill("Read the minutes of May");
  await checkAccess(hers, "verify");
  await dialog.getByRole("button", { name: "Verify" }).click();
  await expect(hers.getByText(/Verified by Grace Hopper on/)).toBeVisible();
  await expect(hers.getByRole("button", { name: "State: Verified. Change state" })).toBeVisible();

  // Somebody else's notes come first: both are shown.
  await page.goto(address);
  await page.getByRole("button", { name: "Edit notes" }).click();
  await expect(editor).toBeFocused();
  await hers.getByRole("button", { name: "Edit notes" }).click();
  await expect(hers.getByRole("textbox", { name: "Notes on how it is met" })).toBeFocused();
  await hers.keyboard.press("ControlOrMeta+End");
  await hers.keyboard.type(" and autumn");
  await hers.getByRole("button", { name: "Save notes" }).click();
  await expect(hers.getByText("every spring and autumn", { exact: true })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(", in May");
  await page.getByRole("button", { name: "Save notes" }).click();
  await expect(page.getByRole("region", { name: "Saved by somebody else" })).toContainText("and autumn");
  await expect(page.getByRole("region", { name: "Yours" })).toContainText("in May");
  await checkAccess(page, "notes in conflict");
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(page.getByText("every spring and autumn", { exact: true })).toBeVisible();

  await page.getByRole("tab", { name: "History" }).click();
  await page
    .getByRole("button", { name: /^Difference that version/ })
    .first()
    .click();
  await expect(page.locator("dl ins", { hasText: "and autumn" })).toBeVisible();
  await page.getByRole("button", { name: "Compare two versions" }).click();
  const compared = page.getByRole("region", { name: "Compare two versions" });
  await expect(compared.locator("ins", { hasText: "How we do it" })).toBeVisible();
  await checkAccess(page, "differences");

  await goTo(page, "Home");
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("1 %");
  await expect(page.getByText("Verified:").first()).toBeVisible();
  await page.getByRole("link", { name: "1 %" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
});
