import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { daysAfter, today } from "./calendar.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { mailWith } from "./mail.ts";

const headers = { "sec-fetch-site": "same-origin" };
const long = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const words = (day: string) => long.format(Date.parse(`${day}T00:00:00Z`));

async function make(page: Page, path: string, data: Record<string, unknown>) {
  const made = await page.request.post(path, { data, headers });
  expect(made.status(), await made.text()).toBeLessThan(300);
  return (await made.json()) as { id: string };
}

test("another policy is looked at and chosen, somebody stands in, a date moves, and all say the same", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  const tag = randomUUID();
  const [ada, grace] = [`ada-${tag}@example.org`, `grace-${tag}@example.org`];
  await begin(page, ada, "Northwind Robotics");
  const org = new URL(page.url()).pathname.split("/")[2];
  const root = `/api/v1/o/${org}`;
  const now = await today(page);
  const me = (await (await page.request.get(root)).json()).me.person_id;
  await make(page, `${root}/people`, { name: "Grace Hopper", address: grace });
  const task = await make(page, `${root}/tasks`, {
    title: "Write the AI policy",
    owner: me,
    due: daysAfter(now, 9),
  });

  // What another policy would change in the coming week stands there before it is chosen.
  await page.goto(`/o/${org}/settings?section=reminders`);
  await page.getByLabel("Days before the due date").fill("25, 3");
  await page.getByRole("button", { name: "Show next week" }).click();
  await expect(page.getByText("1 new, 0 at another time, 0 as before, 1 no longer sent")).toBeVisible();
  const foreseen = page.getByRole("listitem").filter({ hasText: "Write the AI policy" });
  await expect(foreseen.filter({ hasText: "3 days before" })).toContainText("New");
  await expect(foreseen.filter({ hasText: "7 days before" })).toContainText("No longer sent");
  await checkAccess(page, "what another policy would change");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Reminders are planned anew")).toBeVisible();

  await page.goto(`/o/${org}/profile`);
  await page.getByRole("button", { name: "Note an absence" }).click();
  const away = page.getByRole("dialog", { name: "Note an absence" });
  await away.getByLabel("Last day").fill(daysAfter(now, 30));
  await away.getByRole("combobox", { name: "Who stands in" }).click();
  await page.getByRole("option", { name: "Grace Hopper" }).click();
  await checkAccess(page, "an absence being noted");
  await away.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Grace Hopper stands in")).toBeVisible();

  const due = daysAfter(now, 20);
  await page.goto(`/o/${org}/tasks/${task.id}`);
  await page.getByRole("button", { name: "Put the date off" }).click();
  const putting = page.getByRole("dialog", { name: "Put the date off" });
  await putting.getByLabel("New date").fill(due);
  await putting.getByLabel("Reason").fill("The board meets later");
  await putting.getByRole("button", { name: "Put the date off" }).click();
  await expect(putting).toBeHidden();

  // The new date has been reminded of already, and whoever stands in hears it.
  const mail = await mailWith(grace, words(due));
  expect(mail.subject).toContain("Write the AI policy");
  expect(mail.text).toContain("Ada Lovelace is away and you stand in");

  await page.reload();
  const log = page.getByRole("list", { name: "Reminders" });
  await expect(log).toContainText("Grace Hopper");
  await expect(log).toContainText("For Ada Lovelace, who is away");
  await expect(log).toContainText(`For the due date ${words(due)}`);
  await expect(page.getByText("The board meets later")).toBeVisible();
  await checkAccess(page, "a task that was put off");

  await page.goto(`/o/${org}/calendar?view=list`);
  const day = page.getByRole("listitem").filter({ hasText: "Write the AI policy" });
  await expect(day).toHaveCount(1);
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = page.getByRole("dialog", { name: "Your calendar" });
  const mine = (await address.getByText(/mine\.ics$/).textContent()) ?? "";
  const feed = await (await request.get(mine)).text();
  expect(feed).toContain(`DTSTART;VALUE=DATE:${due.replaceAll("-", "")}`);
  expect(feed).toContain("SUMMARY:TSK-1 Write the AI policy");
  expect(feed).not.toContain(`DTSTART;VALUE=DATE:${daysAfter(now, 9).replaceAll("-", "")}`);
  await address.getByRole("button", { name: "I have kept it" }).click();
});
