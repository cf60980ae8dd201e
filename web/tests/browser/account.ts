import { expect, type Page } from "@playwright/test";
import { linkTo, mailWith } from "./mail.ts";

const password = "four unrelated quiet words";

/** Signs up, opens the mailed link and adopts the standard: where most stories begin. */
export async function begin(page: Page, address: string, organisation: string) {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Work email address").fill(address);
  await page.getByLabel("Organisation").fill(organisation);
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.goto(linkTo("/welcome#", await mailWith(address, "/welcome#")));
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Open my organisation" }).click();
  await expect(page.getByRole("heading", { name: "Readiness" })).toBeVisible();
}
