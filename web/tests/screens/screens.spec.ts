import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { begin } from "../browser/account.ts";
import { aims } from "../browser/command.ts";
import { expect, test } from "../browser/fixture.ts";
import { fill, type Story } from "./story.ts";

const folder = process.env.SCREENS_FOLDER ?? "../docs/screens";
/** Some screens only, by their names, while somebody works on them. */
const only = process.env.AIMS_SCREENS ? new RegExp(process.env.AIMS_SCREENS) : null;
const widths = [1440, 390] as const;

/** A screen, at both widths and in both schemes, as a small picture. */
async function shoot(page: Page, name: string, fullPage = true, isApp = true) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      if (isApp) await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      await page.waitForTimeout(350);
      const path = join(folder, `${name}-${width}-${colorScheme}.jpg`);
      await page.screenshot({ path, type: "jpeg", quality: 60, fullPage });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** The screens of an organisation: a name, and the way there from its address. */
const screens: [string, (story: Story) => string][] = [
  ["home", () => ""],
  ["my-work", () => "/my-work"],
  ["controls", () => "/controls"],
  ["control", (story) => `/controls/${story.control}`],
  ["tasks", () => "/tasks"],
  ["board", () => "/tasks?as=board"],
  ["task", (story) => `/tasks/${story.task}`],
  ["calendar", () => "/calendar"],
  ["calendar-year", () => "/calendar?view=year"],
  ["calendar-list", () => "/calendar?view=list"],
  ["reviews", () => "/reviews"],
  ["evidence-list", () => "/evidence"],
  ["evidence", (story) => `/evidence/${story.evidence}`],
  ["certifications", () => "/certifications"],
  ["certification", (story) => `/certifications/${story.certification}`],
  ["certification-findings", (story) => `/certifications/${story.certification}?tab=findings`],
  ["certification-readiness", (story) => `/certifications/${story.certification}?tab=readiness`],
  ["finding", (story) => `/findings/${story.finding}`],
  ["quotations", (story) => `/certifications/${story.compared}/quotations`],
  ["bodies", () => "/bodies"],
  ["body", (story) => `/bodies/${story.body}`],
  ["training", () => "/training"],
  ["training-module", (story) => `/training/${story.module}`],
  ["training-record", (story) => `/training/assignments/${story.attested}`],
  ["people", () => "/people"],
  ["teams", () => "/people?show=teams"],
  ["person", (story) => `/people/${story.person}`],
  ["profile", () => "/profile"],
  ["deliveries", () => "/deliveries"],
  ["trail", () => "/trail"],
  ["people-import", () => "/people/import"],
  ["settings", () => "/settings"],
  ["settings-calendar", () => "/settings?section=calendar"],
  ["settings-reminders", () => "/settings?section=reminders"],
  ["settings-mail", () => "/settings?section=mail"],
  ["settings-usage", () => "/settings?section=usage"],
  ["settings-tokens", () => "/settings?section=tokens"],
  ["connections", () => "/connections"],
  ["connection-jira", (story) => `/connections/${story.jira}`],
  ["connection-slack", (story) => `/connections/${story.slack}`],
  ["connection-teams", (story) => `/connections/${story.teams}`],
];

/** A list as it is worked with: beside one of its things, under a name, with its columns, and what can be taken back. */
async function lists(page: Page, story: Story) {
  await page.goto(`/o/${story.slug}/tasks?open=${story.task}`);
  const drawer = page.getByRole("dialog", { name: "Opened from the list" });
  await expect(drawer.getByRole("heading", { level: 2 })).toBeVisible();
  await shoot(page, "tasks-drawer", false);
  await page.goto(`/o/${story.slug}/controls?open=${story.control}`);
  await expect(drawer.getByRole("heading", { level: 2 })).toBeVisible();
  await shoot(page, "controls-drawer", false);
  await page.goto(
    `/o/${story.slug}/tasks?density=compact&columns=reference,title,priority,due,owner&sort=-due`,
  );
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("textbox", { name: /^Name of the view/ }).fill("Furthest first");
  await shoot(page, "view-save", false);
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await page.getByRole("button", { name: /^View: Furthest first/ }).click();
  await expect(page.getByRole("menuitem", { name: "All tasks" })).toBeVisible();
  await shoot(page, "views", false);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("dialog", { name: "Columns" })).toBeVisible();
  await shoot(page, "columns", false);
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: "Choose every row shown" }).check();
  await page.getByRole("region", { name: "Chosen tasks" }).getByLabel("Priority").selectOption("High");
  const offer = page.getByRole("alert").filter({ hasText: "changed" });
  await offer.hover();
  await shoot(page, "tasks-undo", false);
}

/** People from a file, as they are looked at before anything is kept. */
async function importing(page: Page, story: Story) {
  await page.goto(`/o/${story.slug}/people/import`);
  const rows = [
    "name,address,roles",
    "Grace Hopper,grace@northwind.example,contributor",
    "Nobody,not an address,staff",
  ];
  const buffer = Buffer.from(rows.join("\r\n"));
  await page.locator("input[type=file]").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  await expect(page.getByRole("radio", { name: /^Import the good rows/ })).toBeVisible();
  await shoot(page, "people-import-preview");
}

/** The console of whoever runs the installation. */
async function operating(page: Page, address: string) {
  await aims(`operator grant ${address}`);
  await page.goto("/operator");
  await expect(page.getByRole("list", { name: "Organisations" })).toBeVisible();
  await shoot(page, "operator");
  await page.getByRole("link", { name: "Northwind Robotics" }).click();
  await expect(page.getByRole("button", { name: "Suspend" })).toBeVisible();
  await shoot(page, "operator-organisation");
  for (const part of ["jobs", "log"]) {
    await page.goto(`/operator?part=${part}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await shoot(page, `operator-${part}`);
  }
}

/** What anybody sees who has not signed in. */
async function outside(page: Page, story: Story) {
  await page.context().clearCookies();
  await page.goto(story.invitation);
  await expect(page.getByRole("heading", { level: 1, name: /^Join/ })).toBeVisible();
  await shoot(page, "join");
  await page.goto("/forgot");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await shoot(page, "forgot");
  await page.goto("/docs/users/tasks");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await shoot(page, "docs", false, false);
  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await shoot(page, "docs-api", false, false);
}

test("every screen as a picture", async ({ page }) => {
  test.setTimeout(600_000);
  mkdirSync(folder, { recursive: true });
  await page.goto("/sign-in");
  await shoot(page, "sign-in");
  await page.goto("/sign-up");
  await shoot(page, "sign-up");
  const address = `ada-${randomUUID()}@example.org`;
  await begin(page, address, "Northwind Robotics");
  const adopt = page.getByRole("button", { name: /^Adopt/ });
  if (await adopt.isVisible()) await adopt.click();
  const story = await fill(page);
  for (const [name, way] of screens) {
    if (only && !only.test(name)) continue;
    await page.goto(`/o/${story.slug}${way(story)}`);
    await page.waitForLoadState("load");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await shoot(page, name);
  }
  for (const [name, id] of [
    ["learn", story.learning],
    ["learn-done", story.attested],
  ] as const) {
    if (only && !only.test(name)) continue;
    await page.goto(`/learn/${story.slug}/${id}`);
    await shoot(page, name, true, false);
  }
  if (only) return;
  await page.goto(`/o/${story.slug}/connections`);
  await page.getByRole("button", { name: "Connect Jira Data Center" }).click();
  await expect(page.getByRole("dialog", { name: /Data Center/ })).toBeVisible();
  await shoot(page, "connect-jira-server", false);
  await lists(page, story);
  await page.goto(`/o/${story.slug}/tasks/${story.task}`);
  await page.getByRole("button", { name: /^Find/ }).click();
  const palette = page.getByRole("dialog", { name: "Find things, people and commands" });
  await expect(palette.getByRole("group", { name: "Opened lately" })).toBeVisible();
  await shoot(page, "find", false);
  await palette.getByRole("combobox").fill("risk");
  await expect(palette.getByRole("group", { name: /tasks/ })).toBeVisible();
  await shoot(page, "find-results", false);
  await importing(page, story);
  await page.goto(`/o/${story.slug}/people/${story.person}`);
  await page.getByRole("button", { name: "Let go" }).click();
  await expect(page.getByRole("dialog", { name: /^Let .* go$/ })).toBeVisible();
  await shoot(page, "person-leaving");
  await page.goto(`/o/${story.slug}/tasks/${story.task}?tab=history`);
  await expect(page.getByRole("tab", { name: "History", selected: true })).toBeVisible();
  await shoot(page, "task-history");
  await page.getByRole("button", { name: /^Notices/ }).click();
  await expect(page.getByRole("dialog", { name: "Notices" })).toBeVisible();
  await shoot(page, "notices", false);
  await operating(page, address);
  await outside(page, story);
});
