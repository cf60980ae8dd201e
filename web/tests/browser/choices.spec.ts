import { randomUUID } from "node:crypto";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";
import { linkTo, mailWith } from "./mail.ts";

const password = "seven green quiet lanterns";
const headers = { "sec-fetch-site": "same-origin" };

test("one chooses what one is told, and turns it off by the link in a mail", async ({ page, browser }) => {
  const words = randomUUID();
  const [ada, grace] = [`ada-${words}@example.org`, `grace-${words}@example.org`];
  await begin(page, ada, "Northwind Robotics");
  const slug = page.url().split("/o/")[1]?.split("/")[0];
  const api = `/api/v1/o/${slug}`;
  const body = { name: "Grace Hopper", address: grace, roles: ["manager"], invite: true };
  expect((await page.request.post(`${api}/people`, { data: body, headers })).status()).toBe(201);
  const token = linkTo("/join#", await mailWith(grace, "/join#")).split("#")[1];
  const context = await browser.newContext();
  const data = { token, password };
  expect((await context.request.post("/api/v1/invitations/accept", { data, headers })).status()).toBe(200);

  await page.goto(`/o/${slug}/profile`);
  await expect(page.getByRole("heading", { name: "What you are told" })).toBeVisible();
  await expect(page.getByText("Always by mail: you answer for it")).toBeVisible();
  const comments = page.getByLabel("Comments on what you follow, By mail");
  await expect(comments).toHaveValue("daily");
  await checkAccess(page, "what one is told");
  await comments.selectOption({ label: "At once" });
  await expect(page.getByText("Comments on what you follow: At once")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(comments).toHaveValue("daily");
  await comments.selectOption({ label: "At once" });
  await expect(comments).toHaveValue("at_once");

  const task = await page.request.post(`${api}/tasks`, { data: { title: "Test the model" }, headers });
  const { id } = (await task.json()) as { id: string };
  const said = await context.request.post(`${api}/subjects/${id}/comments`, {
    data: { text: "Looks right." },
    headers,
  });
  expect(said.status()).toBe(201);
  const mail = await mailWith(ada, "Grace Hopper wrote a comment");
  expect(mail.text).not.toContain("Looks right.");

  // Without a session and without script, as somebody reads mail elsewhere.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const reader = await plain.newPage();
  await reader.goto(linkTo("/unsubscribe/", mail));
  await expect(reader.getByRole("heading", { name: "Turn this mail off?" })).toBeVisible();
  await page.reload();
  await expect(comments).toHaveValue("at_once");
  await reader.getByRole("button", { name: "Turn it off" }).click();
  await expect(reader.getByRole("heading", { name: "It is turned off" })).toBeVisible();
  await page.reload();
  await expect(comments).toHaveValue("never");
  await plain.close();
  await context.close();
});
