import { expect, type Page } from "@playwright/test";
import { aims } from "./command.ts";

/** Moves the program's calendar. */
export const advanceTo = (date: string) => aims(`dev advance --to ${date}`);

/** The day it is for the organisation that the page shows. */
export async function today(page: Page): Promise<string> {
  const org = new URL(page.url()).pathname.split("/")[2];
  const answer = await page.request.get(`/api/v1/o/${org}`);
  return ((await answer.json()) as { today: string }).today;
}

/** Moves the calendar, and shows the page as it is on that day: the program's other processes hear of it a moment later. */
export async function moveTo(page: Page, date: string) {
  await advanceTo(date);
  await expect.poll(() => today(page), { timeout: 30_000 }).toBe(date);
  await page.reload();
}

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
