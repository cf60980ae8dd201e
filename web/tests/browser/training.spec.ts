import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { begin } from "./account.ts";
import { goTo } from "./cycle.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const awareness = "AI awareness and policy for everyone";

/** What somebody of the staff has: a phone, a mail program, and no script. */
async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    isMobile: true,
  });
  return context.newPage();
}

/** A page without a script against the same rules, in both schemes: looked at where a script, which axe is, may run. */
async function checkPlain(staff: Page, name: string) {
  const context = await staff
    .context()
    .browser()
    ?.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context?.newPage();
  if (!page) throw new Error("no browser");
  await page.setContent(await staff.content());
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
      `${name}, ${colorScheme}`,
    ).toEqual([]);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, `${name} fits a phone`).toBe(false);
  await context?.close();
}

async function addPerson(page: Page, name: string, address: string) {
  await goTo(page, "People");
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Work email address").fill(address);
  await dialog.getByRole("combobox", { name: "Roles" }).press("ArrowDown");
  await page.getByRole("option", { name: /^Staff/ }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Add a person" }).click();
  await expect(dialog).toBeHidden();
}

async function approve(page: Page, number: number) {
  await page.getByRole("button", { name: `Approve version ${number}` }).click();
  const dialog = page.getByRole("dialog", { name: `Approve version ${number}` });
  await dialog.getByLabel("Reason").fill("Nobody else is here yet");
  await dialog.getByRole("button", { name: `Approve version ${number}` }).click();
  await expect(dialog).toBeHidden();
}

/** Answers every question on the page, rightly or with the first option that is not right. */
async function answer(staff: Page, right: Map<string, string>, rightly: boolean) {
  for (const question of await staff.getByRole("group").all()) {
    const asked = ((await question.locator("legend").textContent()) ?? "").replace(/^\d+\. /, "");
    const wanted = right.get(asked) ?? "";
    const options = await question.locator("label").allInnerTexts();
    const chosen = rightly ? wanted : (options.find((option) => option !== wanted) ?? "");
    await question.getByText(chosen, { exact: true }).click();
  }
  await staff.getByRole("button", { name: "Send my answers" }).click();
}

/** The right answers, as they stand on the page of whoever looks after the training. */
async function rightAnswers(page: Page): Promise<Map<string, string>> {
  await page.getByText(/questions, \d+ % have to be right/).click();
  const found = new Map<string, string>();
  for (const question of await page.locator("details > ol > li").all()) {
    const right = (await question.locator('[data-right="true"]').textContent()) ?? "";
    found.set((await question.locator("p").first().textContent()) ?? "", right.replace(/ right$/, ""));
  }
  return found;
}

test("staff read, fail, pass and confirm on a phone without a script; a newer version asks whom it says", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(15_000);
  const joe = `joe-${randomUUID()}@example.org`;
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await addPerson(page, "Joe Staff", joe);
  await goTo(page, "Training");
  await expect(page.getByText("No training yet")).toBeVisible();
  await checkAccess(page, "no training");
  await page.getByRole("button", { name: "Add a training" }).click();
  await checkAccess(page, "the catalogue of trainings");
  await page.getByRole("button", { name: `Begin with ${awareness}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(awareness);
  const right = await rightAnswers(page);
  expect(right.size).toBe(5);
  await approve(page, 1);
  await expect(page.getByText("0 of 2 done (0 %)")).toBeVisible();
  await checkAccess(page, "a training");

  // A mail, the page, the quiz failed once and passed, confirmed, the certificate.
  const staff = await phone(browser);
  const mail = await mailWith(joe, "Training due");
  await staff.goto(linkTo("/t/", mail));
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(awareness);
  await checkPlain(staff, "a training by its link");
  await answer(staff, right, false);
  await expect(staff.getByRole("heading", { name: "Not passed yet" })).toBeVisible();
  await checkPlain(staff, "a quiz that was not passed");
  await answer(staff, right, true);
  await expect(staff.getByRole("heading", { name: "Passed" })).toBeVisible();
  await checkPlain(staff, "what is to be confirmed");
  await staff.getByRole("button", { name: "I confirm this" }).click();
  await expect(staff.getByRole("heading", { name: "Done, thank you" })).toBeVisible();
  await checkPlain(staff, "what is done");
  const printed = await staff.getByRole("link", { name: "Your certificate (PDF)" }).getAttribute("href");
  const certificate = await staff.request.get(printed ?? "");
  expect(certificate.headers()["content-type"]).toBe("application/pdf");
  expect((await certificate.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.reload();
  await expect(page.getByText("1 of 2 done (50 %)")).toBeVisible();
  await page.getByRole("link", { name: "Joe Staff" }).click();
  await expect(page.getByRole("heading", { name: "What exactly was confirmed" })).toBeVisible();
  await expect(page.locator("pre")).toContainText("I have read the AI policy");
  await checkAccess(page, "what exactly was confirmed");
  await page.getByRole("link", { name: "Check the certificate" }).click();
  await expect(page.getByText("Joe Staff")).toBeVisible();
  await page.goBack();

  // A newer version asks anew for what changed.
  await page.getByRole("link", { name: /TRN-1/ }).click();
  await page.getByRole("button", { name: "Write a new version" }).click();
  await page.getByLabel("What is read").fill("## New\n\nPrompts are kept for thirty days.");
  await page.getByLabel("Who is asked again").selectOption("Everybody is asked again for what changed");
  await page.getByRole("checkbox", { name: "What is shadow AI?" }).check();
  await checkAccess(page, "a version being written");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await approve(page, 2);
  await expect(page.getByText("0 of 2 done (0 %)")).toBeVisible();
  const first = linkTo("/t/", mail);
  await expect
    .poll(async () => linkTo("/t/", await mailWith(joe, "Training due")), { timeout: 60_000 })
    .not.toBe(first);
  await staff.goto(linkTo("/t/", await mailWith(joe, "Training due")));
  await expect(staff.getByText("What is shadow AI?")).toBeVisible();
  expect(await staff.getByRole("group").count(), "only what changed is asked").toBe(1);
});

test("a policy is confirmed with two taps", async ({ page, browser }) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(15_000);
  const [joe, ada] = [`joe-${randomUUID()}@example.org`, `ada-${randomUUID()}@example.org`];
  await begin(page, ada, "Northwind Robotics");
  await addPerson(page, "Joe Staff", joe);
  await goTo(page, "Training");
  await page.getByRole("button", { name: "Add a training" }).click();
  await page.getByRole("button", { name: "Write an own one" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a training" });
  await dialog.getByLabel("Title").fill("AI policy");
  await dialog.getByLabel("What is read").fill("## سياسة\n\nUse what is approved.");
  await dialog.getByLabel("What is confirmed").fill("I have read the AI policy.");
  await checkAccess(page, "an own training");
  await dialog.getByRole("button", { name: "Add a training" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("AI policy");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await checkAccess(page, "who is asked");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await approve(page, 1);
  const staff = await phone(browser);
  await staff.goto(linkTo("/t/", await mailWith(joe, "AI policy")));
  await staff.getByRole("button", { name: "I confirm this" }).click();
  await expect(staff.getByRole("heading", { name: "Done, thank you" })).toBeVisible();

  // The same, signed in: also from a link that asks for it.
  await goTo(page, "Training");
  const learn = await page.getByRole("link", { name: "Read and confirm" }).getAttribute("href");
  const hers = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await hers.goto(learn ?? "");
  await hers.getByLabel("Email address").fill(ada);
  await hers.getByLabel("Password", { exact: true }).fill("four unrelated quiet words");
  await hers.getByRole("button", { name: "Sign in" }).click();
  await expect(hers.getByRole("heading", { level: 1 })).toHaveText("AI policy");
  await hers.close();
  await page.getByRole("link", { name: "Read and confirm" }).click();
  await page.getByRole("button", { name: "I confirm this" }).click();
  await expect(page.getByRole("heading", { name: "Done, thank you" })).toBeVisible();
});
