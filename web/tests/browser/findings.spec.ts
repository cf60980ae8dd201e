import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { begin } from "./account.ts";
import { daysAfter, moveTo, today } from "./calendar.ts";
import { goTo, step, visit } from "./cycle.ts";
import { checkAccess, expect, test } from "./fixture.ts";

test("what was found is answered, accepted and closed; what is ready is said, printed and looked back at", async ({
  page,
  complaints,
}) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(15_000);
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const now = await today(page);
  const before = (days: number) => daysAfter(now, -days);
  await goTo(page, "Certification");
  await page.getByRole("button", { name: "Add a certification" }).click();
  const adding = page.getByRole("dialog", { name: "Add a certification" });
  await adding.getByLabel("Title").fill("AI management, head office");
  await adding.getByLabel("Certification body").fill("Example Cert");
  await adding.getByRole("button", { name: "Add a certification" }).click();
  await step(page, "Contract signed", before(60));
  await step(page, "Stage 1 begins", before(30));

  await page.getByRole("tab", { name: "Findings" }).click();
  await expect(page.getByText("Once a visit is planned, what is found on it is noted here.")).toBeVisible();
  await page.getByRole("tab", { name: "Visits" }).click();
  await visit(page, "Stage 1 audit", before(30), before(29), "Held");
  await page.getByRole("tab", { name: "Findings" }).click();
  await page.getByRole("button", { name: "Note a finding" }).click();
  const raising = page.getByRole("dialog", { name: "Note a finding" });
  await raising.getByLabel("Grade").selectOption("Minor nonconformity");
  await raising.getByLabel("Title").fill("The internal audit covers half of the clauses");
  await raising.getByLabel("Requirement").fill("9.2.2");
  await raising.getByLabel("What was seen").fill("The programme leaves out clauses 8 to 10.");
  await raising.getByLabel("Answer due").fill(daysAfter(now, 10));
  await checkAccess(page, "a finding being noted");
  await raising.getByRole("button", { name: "Save" }).click();
  await expect(raising).toBeHidden();
  await expect(page.getByRole("tab", { name: "Findings 1" })).toBeVisible();
  await page.getByRole("link", { name: /FND-1/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The internal audit covers half");
  await checkAccess(page, "a finding");

  await page.getByRole("button", { name: "Write the answer" }).click();
  await page.getByLabel("Cause").fill("The programme was made before the scope grew.");
  await page.getByLabel("Corrective action").fill("The programme is checked against the scope each January.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The programme was made before the scope grew.")).toBeVisible();
  for (const [name, state] of [
    ["Answer sent", "Answered"],
    ["Answer accepted", "Answer accepted"],
    ["Verified and closed", "Closed"],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog", { name });
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(state, { exact: true }).first()).toBeVisible();
  }
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("Noted a step").first()).toBeVisible();
  await page.getByRole("link", { name: /CRT-1/ }).click();
  await expect(page.getByText("1 closed finding")).toBeVisible();

  await page.getByRole("tab", { name: "Readiness" }).click();
  await expect(page.getByText(/^0 of \d+ ready$/)).toBeVisible();
  await expect(page.getByText("No internal audit is noted of the last twelve months")).toBeVisible();
  const first = page.getByRole("listitem").filter({ hasText: "Say otherwise" }).first();
  await first.getByRole("button", { name: "Say otherwise" }).click();
  const saying = page.getByRole("dialog");
  await saying.getByText("Ready", { exact: true }).click();
  await saying.getByLabel("Where it is, or what is missing").fill("In the scope statement, page 2");
  await checkAccess(page, "what is said of an item");
  await saying.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^1 of \d+ ready$/)).toBeVisible();
  await expect(page.getByText("In the scope statement, page 2")).toBeVisible();
  await checkAccess(page, "readiness");

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Plan as PDF" }).click();
  const file = await (await coming).path();
  expect((await readFile(file)).subarray(0, 8).toString()).toBe("%PDF-1.7");

  await page.getByRole("button", { name: "Look back" }).click();
  await page.getByLabel("As of").fill(before(1));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "It was not there yet on that day." })).toBeVisible();
  await checkAccess(page, "a day before it was there");
  expect(complaints.splice(0).filter((one) => !/404|there is nothing here/.test(one))).toEqual([]);
  await page.getByRole("link", { name: "Back to today" }).click();
  await moveTo(page, daysAfter(now, 1));
  await page.getByRole("button", { name: "Look back" }).click();
  await page.getByLabel("As of").fill(now);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "This is how it stood" })).toBeVisible();
  await expect(page.getByRole("button", { name: "More steps" })).toHaveCount(0);
  await checkAccess(page, "a certification as it stood");
  await page.getByRole("button", { name: "Back to today" }).click();
  await expect(page.getByRole("button", { name: "More steps" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("AI management, head office");
});
