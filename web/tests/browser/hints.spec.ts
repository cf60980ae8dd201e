import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { expect, test } from "./fixture.ts";

test("a page names what it needs, asks for each of it once and is a handful of files", async ({ page }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const home = new URL(page.url()).pathname;
  const needed = {
    [home]: ["/home"],
    [`${home}/controls`]: ["/views?list=controls"],
    [`${home}/tasks`]: ["/views?list=tasks"],
  };
  for (const [address, answers] of Object.entries(needed)) {
    const asked: string[] = [];
    const note = (request: { url: () => string }) =>
      asked.push(request.url().replace(new URL(page.url()).origin, ""));
    page.on("request", note);
    const document = await (await page.goto(address))?.text();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    page.off("request", note);
    for (const answer of [
      "/api/v1/session",
      `/api/v1${home}`,
      ...answers.map((one) => `/api/v1${home}${one}`),
    ]) {
      expect(document, `${address} names ${answer}`).toContain(`as="fetch" crossorigin href="${answer}"`);
      expect(
        asked.filter((one) => one === answer),
        `${address} asks for ${answer}`,
      ).toHaveLength(1);
    }
    expect(asked.filter((one) => one.endsWith(".js")).length, `scripts of ${address}`).toBeLessThanOrEqual(
      40,
    );
  }
});
