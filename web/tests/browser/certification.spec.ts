import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { daysAfter, today } from "./calendar.ts";
import { goTo, step, visit } from "./cycle.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { mailWith } from "./mail.ts";

const long = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const words = (day: string) => long.format(Date.parse(`${day}T00:00:00Z`));
const aYearAfter = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

test("a certificate comes about, its dates have reasons, and a suspension warns until it ends", async ({
  page,
  complaints,
}) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(15_000);
  const ada = `ada-${randomUUID()}@example.org`;
  await begin(page, ada, "Northwind Robotics");
  const now = await today(page);
  const before = (days: number) => daysAfter(now, -days);

  await goTo(page, "Certification");
  await expect(page.getByText("No certification yet")).toBeVisible();
  await checkAccess(page, "no certifications");
  await page.getByRole("button", { name: "Add a certification" }).click();
  const adding = page.getByRole("dialog", { name: "Add a certification" });
  await adding.getByLabel("Title").fill("AI management, head office");
  await adding.getByLabel("Certification body").fill("Example Cert");
  await checkAccess(page, "a certification being added");
  await adding.getByRole("button", { name: "Add a certification" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "CRT-1 AI management, head office" }),
  ).toBeVisible();

  await step(page, "Contract signed", before(520));
  await step(page, "Stage 1 begins", before(430));
  await visit(page, "Stage 1 audit", before(430), before(429), "Held");
  await visit(page, "Stage 2 audit", before(381), before(380), "Held");
  await step(page, "Stage 2 finished", before(380));
  const decision = before(330).endsWith("02-29") ? before(331) : before(330);
  await step(page, "Certificate granted", decision, async (dialog) => {
    // The plans for what was found come first, and what was typed stays.
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("The plans for minor nonconformities are accepted first.")).toBeVisible();
    expect(complaints.splice(0).filter((one) => !one.includes("409"))).toEqual([]);
    await dialog.getByLabel(/^Plans for minor nonconformities/).check();
    await checkAccess(page, "a decision being noted");
  });
  await expect(page.getByText(/^\d+ dates moved$/)).toBeVisible();

  const limit = aYearAfter(decision);
  const first = page.getByRole("listitem").filter({ hasText: "First surveillance" }).last();
  await expect(first).toContainText(words(limit));
  await first.getByText("Why this date").click();
  await expect(first).toContainText("tr-03");
  await expect(first).toContainText(`from the decision, ${words(decision)}`);
  await expect(first).toContainText("The certificate is suspended.");
  await page.getByText("Weeks", { exact: true }).click();
  await checkAccess(page, "a certification");

  // What has come by now is told at once; whatever is planned is in the calendar.
  const mail = await mailWith(ada, "Surveillance audit due by");
  expect(mail.subject).toContain("AI management, head office");
  await visit(page, "First surveillance audit", daysAfter(now, 20), daysAfter(now, 21), "Planned");
  await goTo(page, "Home");
  await expect(page.getByRole("link", { name: "AI management, head office", exact: true })).toBeVisible();
  await goTo(page, "Calendar");
  await page.getByText("List", { exact: true }).click();
  await expect(page.getByText("Certification body comes: AI management, head office")).toBeVisible();

  await goTo(page, "Certification");
  await page.getByRole("link", { name: /CRT-1/ }).click();
  await page.getByRole("button", { name: "More steps" }).click();
  await page.getByRole("menuitem", { name: "Certificate suspended" }).click();
  const dialog = page.getByRole("dialog", { name: "Certificate suspended" });
  await dialog.getByLabel("Reason").fill("The surveillance was put off");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("note")).toContainText("nobody may say in public");
  await expect(page.getByRole("note")).toContainText("The surveillance was put off");
  await checkAccess(page, "a suspended certificate");
  await goTo(page, "Certification");
  await expect(page.getByRole("link", { name: /CRT-1/ })).toContainText("May not be advertised");
  await page.getByRole("link", { name: /CRT-1/ }).click();
  await step(page, "Suspension ended", now, async (reinstating) => {
    await reinstating.getByLabel(/^The cause is removed/).check();
  });
  await expect(page.getByRole("note")).toBeHidden();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("Noted a step").first()).toBeVisible();
  await checkAccess(page, "the history of a certification");
});
