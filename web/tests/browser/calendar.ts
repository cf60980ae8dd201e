import type { Page } from "@playwright/test";
import { aims } from "./command.ts";

/** Moves the program's calendar. */
export const advanceTo = (date: string) => aims(`dev advance --to ${date}`);

/** The day it is for the organisation that the page shows. */
export async function today(page: Page): Promise<string> {
  const org = new URL(page.url()).pathname.split("/")[2];
  const answer = await page.request.get(`/api/v1/o/${org}`);
  return ((await answer.json()) as { today: string }).today;
}

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
