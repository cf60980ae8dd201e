import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { begin } from "./account.ts";
import { checkAccess, expect, test } from "./fixture.ts";

const PART = 8 * 1024 * 1024;

/** The smallest PDF that says something. */
function pdf(words: string): Buffer {
  const stream = `BT /F1 24 Tf 40 700 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

const minutes = Buffer.from("Minutes\n\nThe AI policy was approved on 3 November.\n");
const policy = pdf("AI policy, approved");
/** Longer than a part, so that it comes in two. */
const log = Buffer.alloc(PART + 300_000, "2026-11-24 10:00 model answered\n");

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const textFile = (name: string, buffer: Buffer) => ({ name, mimeType: "text/plain", buffer });

async function goTo(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** The browser reports what this test brought about as errors of its own. */
function expectComplaints(complaints: string[], words: string) {
  expect(complaints.filter((each) => !each.includes(words))).toEqual([]);
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
}

/** Chooses files by the button of an area, as keys do. */
async function choose(page: Page, area: string, files: { name: string; mimeType: string; buffer: Buffer }[]) {
  const choosing = page.waitForEvent("filechooser");
  const button = page
    .getByRole("region", { name: area })
    .getByRole("button", { name: /^Choose (a file|files)$/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(files);
}

/** Drops files onto an area, as a hand does. */
async function drop(page: Page, area: string, name: string, mimeType: string, content: Buffer) {
  const transfer = await page.evaluateHandle(
    ([name, mimeType, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type: mimeType }));
      return transfer;
    },
    [name, mimeType, content.toString("base64")] as const,
  );
  const region = page.getByRole("region", { name: area });
  await region.dispatchEvent("dragenter", { dataTransfer: transfer });
  await region.dispatchEvent("drop", { dataTransfer: transfer });
}

async function openControl(page: Page, reference: string) {
  await goTo(page, "Controls");
  await page.getByRole("searchbox", { name: "Search by reference or text" }).fill(reference);
  await expect(page.getByRole("row")).toHaveCount(2);
  const link = page.getByRole("row").filter({ hasText: reference }).getByRole("link");
  await page.goto((await link.getAttribute("href")) ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(reference);
}

test("files become evidence where they are dropped, are read in the page, replaced, withdrawn and taken away", async ({
  page,
  complaints,
}) => {
  test.setTimeout(150_000);
  page.setDefaultTimeout(15_000);
  await begin(page, `ada-${randomUUID()}@example.org`, "Northwind Robotics");
  await page.getByRole("button", { name: "Adopt ISO/IEC 42001" }).click();
  await expect(page.getByRole("button", { name: "Adopt ISO/IEC 42001" })).toHaveCount(0);
  await goTo(page, "Evidence");
  await expect(page.getByRole("heading", { name: "No evidence yet" })).toBeVisible();
  await checkAccess(page, "evidence before any");

  // A task that wants evidence; a file counts as it.
  await goTo(page, "Tasks");
  await page.getByRole("button", { name: "New task" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByLabel("Title").fill("Keep the logs");
  await dialog.getByLabel("Evidence is required").check();
  await dialog.getByRole("button", { name: "Create task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Keep the logs" })).toBeVisible();
  await page.getByRole("button", { name: "Start" }).click();
  await expect(
    page.getByText("Evidence comes first: a note, a link or a file.", { exact: false }),
  ).toBeVisible();

  // The connection is lost once in the middle of the long file; it goes on from what has arrived.
  const sent: { offset: string; status: number | null }[] = [];
  let lost = false;
  await page.route("**/uploads/*", async (route) => {
    const request = route.request();
    const offset = request.headers()["upload-offset"];
    if (request.method() === "PATCH" && offset === String(PART) && !lost) {
      lost = true;
      sent.push({ offset, status: null });
      await route.abort("connectionreset");
      return;
    }
    await route.continue();
  });
  page.on("response", (response) => {
    const request = response.request();
    if (request.method() === "PATCH" && request.url().includes("/uploads/")) {
      sent.push({ offset: request.headers()["upload-offset"] ?? "", status: response.status() });
    }
  });
  await choose(page, "Add files as evidence", [textFile("model.log", log), textFile("minutes.txt", minutes)]);
  const linked = page.getByRole("list", { name: "Linked evidence" });
  await expect(linked.getByRole("link", { name: /model\.log$/ }).first()).toBeVisible({ timeout: 30_000 });
  await expect(linked.getByRole("link", { name: /minutes\.txt$/ }).first()).toBeVisible();
  expect(lost).toBe(true);
  expectComplaints(complaints, "ERR_CONNECTION_RESET");
  expect(sent.filter(({ offset }) => offset === String(PART)).map(({ status }) => status)).toEqual([
    null,
    204,
  ]);
  await page.unroute("**/uploads/*");
  await expect(page.getByRole("button", { name: "Submit for review" })).toBeVisible();
  await checkAccess(page, "task with files");

  // What it shows can be said right away, by keys alone.
  const describe = page.getByRole("button", { name: "Describe it: minutes.txt" });
  await describe.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Minutes of the board");
  await page.getByLabel("Valid until").fill("2099-12-31");
  await page.keyboard.press("Enter");
  await expect(
    linked
      .getByRole("link", { name: "EVD-2 Minutes of the board" })
      .or(linked.getByRole("link", { name: "EVD-1 Minutes of the board" })),
  ).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await checkAccess(page, "task with files, narrow");
  await page.setViewportSize({ width: 1440, height: 900 });

  // On a control: what the catalogue suggests is missing, and then there.
  await openControl(page, "A.2.2");
  const suggestion = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^Add evidence: / }) });
  await expect(suggestion.first()).toContainText("Missing");
  await suggestion
    .first()
    .getByRole("button", { name: /^Add evidence: / })
    .click();
  const area = suggestion.first().getByRole("region", { name: /^Add files for: / });
  const label = (await area.getAttribute("aria-label")) ?? "";
  await drop(page, label, "policy.pdf", "application/pdf", policy);
  await expect(suggestion.first().getByText("There", { exact: true })).toBeVisible();
  await expect(suggestion.nth(1)).toContainText("Missing");
  // Existing evidence, found by its words, and taken back again.
  await page.getByRole("button", { name: "Choose existing evidence" }).first().click();
  await page.getByRole("searchbox", { name: "Search evidence" }).fill("minutes");
  await page.getByRole("button", { name: /Minutes of the board/ }).click();
  await expect(linked.getByRole("link", { name: /Minutes of the board$/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(linked.getByRole("link", { name: /Minutes of the board$/ })).toHaveCount(0);
  await expect(linked.getByRole("link", { name: /policy\.pdf$/ }).first()).toBeVisible();
  await checkAccess(page, "control with evidence");

  // A PDF in the page, in the browser's own viewer.
  await linked
    .getByRole("link", { name: /policy\.pdf$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /policy\.pdf$/ })).toBeVisible();
  const frame = page.getByTitle("Preview of policy.pdf");
  await expect(frame).toBeVisible();
  const inFrame = page.frames().find((one) => one.url().includes("preview=true"));
  expect(inFrame, "the frame was loaded, not refused").toBeDefined();
  await expect(page.getByText(sha256(policy))).toBeVisible();
  await checkAccess(page, "evidence with a PDF");

  // A newer version says why; the first stays.
  await page.getByRole("button", { name: "New version" }).click();
  await choose(page, "Choose a file", [textFile("policy.txt", Buffer.from("AI policy, second edition\n"))]);
  await page.getByLabel("Why it replaces the one before").fill("Approved with changes");
  await checkAccess(page, "new version");
  await page.getByRole("button", { name: "Add version" }).click();
  const versions = page.getByRole("list", { name: "Versions" });
  await expect(versions.getByText("Version 2")).toBeVisible();
  await expect(versions.getByText("Approved with changes")).toBeVisible();
  await expect(versions.getByText("Version 1")).toBeVisible();
  await expect(page.getByRole("region", { name: "Preview of policy.txt" })).toContainText("second edition");
  await page.setViewportSize({ width: 390, height: 844 });
  await checkAccess(page, "evidence, narrow");
  await page.setViewportSize({ width: 1440, height: 900 });

  // Linked from this side, too.
  await page.getByRole("button", { name: "Link to more" }).click();
  await page.getByRole("searchbox", { name: "Search tasks and controls" }).fill("Keep the logs");
  await page.getByRole("button", { name: /Keep the logs/ }).click();
  await expect(page.getByRole("list", { name: "Evidence for" }).getByRole("link")).toHaveCount(2);

  // Withdrawn with a reason, it no longer counts.
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  const why = page.getByRole("dialog", { name: "Withdraw" });
  await why.getByLabel("Reason").fill("Replaced by the group's policy");
  await why.getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(page.getByText("Withdrawn: Replaced by the group's policy")).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("New version added");
  await checkAccess(page, "withdrawn evidence");
  await page.getByRole("button", { name: "Take back into use" }).click();
  await expect(page.getByRole("button", { name: "Withdraw", exact: true })).toBeVisible();

  // The list, its words, and several files as one archive.
  await goTo(page, "Evidence");
  await expect(page.getByRole("row")).toHaveCount(4);
  await checkAccess(page, "evidence list");
  await page.getByRole("checkbox", { name: "Choose every row shown" }).check();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as zip" }).click();
  const archive = await readFile(await (await download).path());
  expect((await download).suggestedFilename()).toMatch(/^evidence-\d{4}-\d{2}-\d{2}\.zip$/);
  // Its files are stored as they are, so that their bytes are found in it.
  for (const content of [minutes, log, Buffer.from("AI policy, second edition\n")]) {
    expect(archive.includes(content)).toBe(true);
    expect(archive.includes(sha256(content))).toBe(true);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await checkAccess(page, "evidence list, narrow");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("searchbox", { name: "Search by reference, title or file name" }).fill("board");
  await expect(page.getByRole("row")).toHaveCount(2);

  // Loose evidence, in a drawer.
  await page.getByRole("button", { name: "Upload evidence" }).click();
  await choose(page, "Add files as evidence", [textFile("loose.txt", Buffer.from("loose\n"))]);
  await expect(page.getByRole("list", { name: "Files on their way" })).toContainText("Added as EVD-4");
  await checkAccess(page, "upload drawer");
});

test("what is not taken is said in words, and nothing is added", async ({ page, complaints }) => {
  await begin(page, `ada-${randomUUID()}@example.org`, "Harbour Analytics");
  await goTo(page, "Evidence");
  await page.getByRole("button", { name: "Upload evidence" }).click();
  const program = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(200)]);
  await choose(page, "Add files as evidence", [
    { name: "tool", mimeType: "application/octet-stream", buffer: program },
  ]);
  await expect(page.getByText(/This is a program, and programs are not taken/).first()).toBeVisible();
  await page.getByRole("button", { name: "Cancel: tool" }).click();
  await expect(page.getByRole("list", { name: "Files on their way" })).toHaveCount(0);
  expectComplaints(complaints, "422");
});
