import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { begin } from "./account.ts";
import { daysAfter, moveTo, today } from "./calendar.ts";
import { goTo, step, visit } from "./cycle.ts";
import { checkAccess, test } from "./fixture.ts";
import { mailWith } from "./mail.ts";

const headers = { "sec-fetch-site": "same-origin" };
const long = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const words = (day: string) => long.format(Date.parse(`${day}T00:00:00Z`));
const orgOf = (page: Page) => new URL(page.url()).pathname.split("/")[2];

/** The same day of another month; the last one where there is none. */
function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

/** Somebody who stands for top management. */
async function top(page: Page, address: string) {
  const org = orgOf(page);
  const data = { name: "Grace Hopper", address, roles: ["staff"] };
  const made = await page.request.post(`/api/v1/o/${org}/people`, { data, headers });
  const { id } = (await made.json()) as { id: string };
  const settings = await page.request.get(`/api/v1/o/${org}/settings`);
  const { reminders } = (await settings.json()) as { reminders: { escalation: object } };
  const policy = { ...reminders, escalation: { ...reminders.escalation, top_days: 14, top: id } };
  const over = { ...headers, "If-Match": settings.headers().etag ?? "" };
  const put = await page.request.put(`/api/v1/o/${org}/settings/reminders`, { data: policy, headers: over });
  expect(put.status()).toBe(200);
}

async function addBody(page: Page, name: string) {
  await page.getByRole("button", { name: "Add a certification body" }).click();
  const adding = page.getByRole("dialog", { name: "Add a certification body" });
  await adding.getByLabel("Name of the body").fill(name);
  await adding.getByLabel("Accredited for AI").selectOption("Accredited for AI management systems");
  await checkAccess(page, "a body being added");
  await adding.getByRole("button", { name: "Add a certification body" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
}

async function ask(page: Page, name: string, initial: string) {
  await page.getByRole("button", { name: "Ask for a quotation" }).click();
  const asking = page.getByRole("dialog", { name: "Ask for a quotation" });
  await asking.getByLabel("Certification body").selectOption({ label: name });
  await asking.getByRole("switch", { name: "There is an offer" }).check();
  await asking.getByRole("group", { name: "Fees" }).getByLabel("Stage 1 and stage 2").fill(initial);
  for (const one of ["First surveillance audit", "Second surveillance audit"]) {
    await asking.getByRole("group", { name: "Fees" }).getByLabel(one).fill("4000");
  }
  await asking.getByLabel("Each year").fill("0");
  await asking.getByLabel("Travel in all").fill("0");
  await asking.getByRole("group", { name: "Audit days" }).getByLabel("Stage 2 audit").fill("4.25");
  await checkAccess(page, "an offer being noted");
  await asking.getByRole("button", { name: "Save" }).click();
  await expect(asking).toBeHidden();
}

/** Somebody of the body asks; two are compared and one is chosen for a reason. */
async function choose(page: Page) {
  await page.getByRole("link", { name: "Certification bodies" }).click();
  await expect(page.getByText("No certification body yet")).toBeVisible();
  await addBody(page, "Nordcert");
  await checkAccess(page, "a certification body");
  await page.getByRole("link", { name: "Certification bodies", exact: true }).click();
  await addBody(page, "South Audit");
  await goTo(page, "Certification");
  await page.getByRole("link", { name: /CRT-1/ }).click();
  await page.getByRole("link", { name: "Quotations" }).click();
  await expect(page.getByText("Nobody has been asked yet")).toBeVisible();
  await ask(page, "CB-1 Nordcert", "12500");
  await ask(page, "CB-2 South Audit", "11000.50");
  await expect(page.getByRole("row", { name: /^Fees over three years/ })).toContainText("€20,500");
  await expect(page.getByRole("cell", { name: "€19,000.50 lowest" })).toBeVisible();
  await checkAccess(page, "quotations side by side");
  await page.getByRole("button", { name: "Choose Nordcert" }).click();
  const choosing = page.getByRole("dialog", { name: "Choose: Nordcert" });
  await choosing.getByLabel("Reason").fill("Its auditors know vision systems");
  await choosing.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("note")).toContainText("Nordcert was chosen");
  await page.getByRole("link", { name: /^CRT-1/ }).click();
  await expect(page.getByText("ISO/IEC 42001:2023, by Nordcert")).toBeVisible();
}

async function find(page: Page, grade: string, title: string, due: string) {
  await page.getByRole("button", { name: "Note a finding" }).click();
  const raising = page.getByRole("dialog", { name: "Note a finding" });
  await raising.getByLabel("Grade").selectOption(grade);
  await raising.getByLabel("Title").fill(title);
  await raising.getByLabel("Requirement").fill("9.2.2");
  await raising.getByLabel("What was seen").fill("The programme leaves out clauses 8 to 10.");
  await raising.getByLabel("Answer due").fill(due);
  await raising.getByRole("button", { name: "Save" }).click();
  await expect(raising).toBeHidden();
}

/** Answers what was found and notes what the body says to it. */
async function settle(page: Page, title: string) {
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByRole("button", { name: "Write the answer" }).click();
  await page.getByLabel("Cause").fill("The programme was made before the scope grew.");
  await page.getByLabel("Corrective action").fill("It is checked against the scope each January.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  for (const name of ["Answer sent", "Answer accepted", "Verified and closed"]) {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog", { name });
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
  }
  await page.getByRole("link", { name: /^CRT-1/ }).click();
}

async function more(page: Page, name: string) {
  await page.getByRole("button", { name: "More steps" }).click();
  await page.getByRole("menuitem", { name }).click();
  return page.getByRole("dialog", { name });
}

/** Notes on the page that a planned visit took place. */
const held = async (page: Page, phase: string) => {
  await page.getByRole("tab", { name: "Visits" }).click();
  const line = page.getByRole("listitem").filter({ hasText: phase }).filter({ hasText: "Planned" });
  await line.getByRole("button", { name: "It was held" }).click();
  await expect(line).toHaveCount(0);
};

/** A date in the page's list of them. */
const dateOf = (page: Page, line: string) =>
  page.getByRole("listitem").filter({ hasText: line }).filter({ hasText: "Why this date" }).last();

interface Places {
  /** The date as the page's list of dates calls it. */
  line: string;
  /** What its mark on the time line begins with, where that is something else. */
  lane?: RegExp;
  /** As the calendar and its file do. */
  entry: string;
  fileEntry: string;
  day: string;
}

/** The page's dates, its time line, the calendar and the file that other calendars read say the same day. */
async function agree(page: Page, feed: string, { line, lane, entry, fileEntry, day }: Places) {
  await expect(dateOf(page, line)).toContainText(words(day));
  const marks = page.getByRole("region", { name: "Three years at a glance" });
  const mark = marks.getByTitle(lane ?? new RegExp(`^${line}`)).first();
  await expect(mark).toHaveAttribute("title", new RegExp(words(day)));
  const at = page.url();
  await page.goto(`/o/${orgOf(page)}/calendar?view=list&date=${day}`);
  const listing = page.getByRole("main");
  await expect(listing.getByText(entry)).toBeVisible();
  await page.goto(at);
  const file = await (await page.request.get(feed)).text();
  const entries = file.replaceAll("\r\n ", "").split("BEGIN:VEVENT");
  const found = entries.filter((one) => one.includes(fileEntry));
  expect(found.map((one) => /DTSTART;VALUE=DATE:(\d+)/.exec(one)?.[1])).toContain(day.replaceAll("-", ""));
}

test("three years: quotations, two stages, a late surveillance, a suspension and a renewal", async ({
  page,
}) => {
  test.setTimeout(600_000);
  page.setDefaultTimeout(20_000);
  const [ada, grace] = [`ada-${randomUUID()}@example.org`, `grace-${randomUUID()}@example.org`];
  await begin(page, ada, "Northwind Robotics");
  await top(page, grace);
  const begun = await today(page);
  const on = (days: number) => daysAfter(begun, days);

  await goTo(page, "Calendar");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = page.getByRole("dialog", { name: "Your calendar" });
  const feed = /https?:\S+\/mine\.ics/.exec((await address.textContent()) ?? "")?.[0] ?? "";
  await page.getByRole("button", { name: "I have kept it" }).click();

  await goTo(page, "Certification");
  await page.getByRole("button", { name: "Add a certification" }).click();
  const adding = page.getByRole("dialog", { name: "Add a certification" });
  await adding.getByLabel("Title").fill("AI management, head office");
  await adding.getByRole("button", { name: "Add a certification" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("CRT-1");
  await goTo(page, "Certification");
  await choose(page);
  await step(page, "Contract signed", begun);

  // Stage 1 with two findings.
  await visit(page, "Stage 1 audit", on(30), on(31), "Planned");
  await moveTo(page, on(31));
  await step(page, "Stage 1 begins", on(30));
  await held(page, "Stage 1 audit");
  await page.getByRole("tab", { name: "Findings" }).click();
  await find(page, "Minor nonconformity", "The internal audit covers half", on(60));
  await find(page, "Area of concern", "Nobody owns the monitoring", on(60));
  await moveTo(page, on(53));
  await mailWith(ada, "Answer to FND-1 due");
  await settle(page, "The internal audit covers half");
  await settle(page, "Nobody owns the monitoring");

  // Stage 2 and the decision.
  await page.getByRole("tab", { name: "Visits" }).click();
  await visit(page, "Stage 2 audit", on(90), on(92), "Planned");
  await moveTo(page, on(92));
  await held(page, "Stage 2 audit");
  await step(page, "Stage 2 finished", on(92));
  const decision = on(120).endsWith("02-29") ? on(121) : on(120);
  await moveTo(page, decision);
  await step(page, "Certificate granted", decision, async (dialog) => {
    await dialog.getByLabel(/^Plans for minor nonconformities/).check();
  });
  const limit = monthsAfter(decision, 12);
  const surveillance = {
    line: "First surveillance",
    entry: "Last day for a surveillance audit: AI management, head office",
    fileEntry: "Last day for a surveillance audit: CRT-1",
  };
  await agree(page, feed, { ...surveillance, day: limit });

  // The first surveillance is late: it is told before, and those above hear of it after.
  const early = daysAfter(limit, -30);
  await moveTo(page, early);
  const mail = await mailWith(ada, "Surveillance audit due by");
  expect(mail.subject).toContain(String(Number(limit.slice(8))));
  await moveTo(page, daysAfter(limit, 15));
  await mailWith(ada, "Surveillance audit was due by");
  await mailWith(grace, "Overdue: Surveillance audit");
  await expect(dateOf(page, "First surveillance")).toContainText("Missed");
  const suspending = await more(page, "Certificate suspended");
  await suspending.getByLabel("Reason").fill("The surveillance was not held in time");
  await suspending.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("note")).toContainText("nobody may say in public");
  await page.getByRole("tab", { name: "Visits" }).click();
  await visit(page, "First surveillance audit", daysAfter(limit, 30), daysAfter(limit, 31), "Planned");
  await moveTo(page, daysAfter(limit, 40));
  await held(page, "First surveillance audit");
  await step(page, "Suspension ended", daysAfter(limit, 40), async (dialog) => {
    await dialog.getByLabel(/^The cause is removed/).check();
  });
  await expect(page.getByRole("note")).toBeHidden();
  await expect(dateOf(page, "First surveillance")).toContainText("Done late");

  // The second in time, the recertification, and three more years.
  const second = monthsAfter(decision, 23);
  await page.getByRole("tab", { name: "Visits" }).click();
  await visit(page, "Second surveillance audit", second, second, "Planned");
  await moveTo(page, second);
  await held(page, "Second surveillance audit");
  const audit = monthsAfter(decision, 32);
  await page.getByRole("tab", { name: "Visits" }).click();
  await visit(page, "Recertification audit", audit, daysAfter(audit, 1), "Planned");
  await moveTo(page, daysAfter(audit, 1));
  await held(page, "Recertification audit");
  const expiry = daysAfter(monthsAfter(decision, 36), -1);
  await agree(page, feed, {
    line: "Last day of the certificate",
    lane: new RegExp(`^${words(decision)} to `),
    entry: "Certificate ends: AI management, head office",
    fileEntry: "Certificate ends: CRT-1",
    day: expiry,
  });
  const again = monthsAfter(decision, 34);
  await moveTo(page, again);
  await mailWith(ada, "Certificate valid until");
  await step(page, "Recertified", again, async (dialog) => {
    await dialog.getByLabel(/^Plans for minor nonconformities/).check();
  });
  await expect(page.getByText(/^\d+ dates moved$/)).toBeVisible();
  await expect(dateOf(page, "Last day of the certificate")).toContainText(words(monthsAfter(expiry, 36)));
  const next = Number(again.slice(0, 4)) + 1;
  await agree(page, feed, { ...surveillance, line: `Surveillance of ${next}`, day: `${next}-12-31` });
  await checkAccess(page, "a renewed certificate");

  // Year one, seen from there.
  const then = daysAfter(decision, 60);
  await page.getByRole("button", { name: "Look back" }).click();
  await page.getByLabel("As of").fill(then);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: words(then) })).toBeVisible();
  await expect(dateOf(page, "First surveillance")).toContainText(words(limit));
  await page.getByRole("tab", { name: "Visits" }).click();
  await expect(page.getByRole("tabpanel").getByText("Stage 2 audit")).toBeVisible();
  await expect(page.getByRole("tabpanel").getByText("First surveillance audit")).toHaveCount(0);
});
