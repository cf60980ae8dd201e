import { randomUUID } from "node:crypto";
import type { Request } from "@playwright/test";
import { begin } from "./account.ts";
import { expect, test } from "./fixture.ts";

// OWASP ASVS 5.0, V14.3.1: what was seen is cleared from the client when the session ends, also without the server.
test("signing out without a connection leaves nothing on the device, and ends the session once there is one", async ({
  page,
  context,
  complaints,
}) => {
  const coming = new Set<Request>();
  page.on("request", (one) => /script|stylesheet/.test(one.resourceType()) && coming.add(one));
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (one) => coming.delete(one));
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  const home = page.url();
  await page.evaluate(() => localStorage.setItem("seen", "something of the organisation"));
  const menu = page.getByRole("button", { name: /Ada Lovelace/ });
  // The page that follows is fetched beforehand; whoever leaves before it has come is told that it could not be.
  await expect(menu).toBeVisible();
  await expect.poll(() => coming.size).toBe(0);
  await context.setOffline(true);
  await menu.click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("Email address")).toBeVisible();
  await expect(page.getByText("Northwind Robotics")).toHaveCount(0);
  expect(
    await page.evaluate(() => [Object.keys(localStorage).includes("seen"), sessionStorage.length]),
  ).toEqual([false, 0]);

  const told = page.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.ok());
  await context.setOffline(false);
  await told;
  expect((await page.request.get("/api/v1/session")).status()).toBe(401);
  await page.goto(home);
  await expect(page.getByLabel("Email address")).toBeVisible();
  // The browser itself reports what it could not reach; nothing else was complained of.
  expect(complaints.splice(0).filter((one) => !/ERR_INTERNET_DISCONNECTED|401/.test(one))).toEqual([]);
});
