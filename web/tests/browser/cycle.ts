import type { Locator, Page } from "@playwright/test";
import { checkAccess, expect } from "./fixture.ts";

export async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
}

/** Notes the step that usually follows, on a day. */
export async function step(page: Page, name: string, day: string, more?: (dialog: Locator) => Promise<void>) {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByLabel(/^(On which day|Decision)$/).fill(day);
  await more?.(dialog);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
}

export async function visit(page: Page, phase: string, first: string, last: string, state: string) {
  await page.getByRole("button", { name: "Plan a visit" }).click();
  const dialog = page.getByRole("dialog", { name: "Plan a visit" });
  await dialog.getByLabel("For what").selectOption(phase);
  await dialog.getByLabel("First day").fill(first);
  await dialog.getByLabel("Last day").fill(last);
  await dialog.getByLabel("State").selectOption(state);
  await checkAccess(page, "a visit being planned");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
}
