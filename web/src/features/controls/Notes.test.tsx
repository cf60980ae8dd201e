import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { control, grace } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";
import { isTooLong, leadsOutside, sameNotes } from "./notes.ts";

const linked = (text: string, href: string) => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href } }],
});
const notes = {
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "How we do it" }] },
    {
      type: "paragraph",
      content: [
        linked("The minutes", "https://example.org/minutes"),
        linked("A trap", "javascript:alert(1)"),
      ],
    },
    { type: "image", attrs: { href: "x" } },
  ],
};

test("notes are read as elements, and what is not known or does something becomes text or nothing", async () => {
  server.use(http.get(api("/o/acme/controls/:id"), () => HttpResponse.json({ ...control, notes })));
  visit("/o/acme/controls/0190-a622");
  expect(await screen.findByRole("heading", { level: 3, name: "How we do it" })).toBeVisible();
  expect(screen.getByRole("link", { name: "The minutes" })).toHaveAttribute("rel", "noopener noreferrer");
  expect(screen.getByText(/A trap/)).toBeVisible();
  expect(screen.queryByRole("link", { name: "A trap" })).not.toBeInTheDocument();
});

test("links lead outside, sizes are counted in bytes, and the order of keys says nothing", () => {
  expect(["https://a.example", "mailto:a@b.example", "HTTP://a"].every(leadsOutside)).toBe(true);
  expect(["javascript:x", "/o/acme", "data:,x", "https://", "https://a b"].some(leadsOutside)).toBe(false);
  const of = (text: string) => ({ type: "doc", content: [{ type: "text", text }] });
  expect(isTooLong(of("ü".repeat(30_000)))).toBe(false);
  expect(isTooLong(of("ü".repeat(33_000)))).toBe(true);
  expect(sameNotes({ type: "doc", content: [] }, { content: [], type: "doc" })).toBe(true);
  expect(sameNotes(null, { type: "doc" })).toBe(false);
});

test("a lapsed verification and missing evidence are said, and who made it cannot verify it", async () => {
  const implemented = { ...control, status: "implemented", unproven: true, lapsed_on: "2026-11-20" };
  server.use(http.get(api("/o/acme/controls/:id"), () => HttpResponse.json(implemented)));
  visit("/o/acme/controls/0190-a622");
  const warnings = await screen.findByRole("list", { name: "Needs attention" });
  expect(warnings).toHaveTextContent("Nothing that counts today shows");
  expect(warnings).toHaveTextContent("Verification lapsed on 20 Nov 2026");
  expect(screen.getByRole("button", { name: "Verify again" })).toBeDisabled();
});

test("somebody else verifies it with a day and a note", async () => {
  const implemented = { ...control, status: "implemented", owner: { id: grace.id, name: grace.name } };
  const sent: unknown[] = [];
  server.use(
    http.get(api("/o/acme/controls/:id"), () => HttpResponse.json(implemented)),
    http.post(api("/o/acme/controls/:id/verify"), async ({ request }) => {
      sent.push(request.headers.get("if-match"), await request.json());
      return HttpResponse.json({ ...implemented, status: "verified", version: 5 });
    }),
  );
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: "Verify" }));
  await userEvent.type(await screen.findByLabelText("What was tested, and how"), "Read the minutes");
  const [, inDialog] = screen.getAllByRole("button", { name: "Verify", hidden: true });
  await userEvent.click(inDialog as HTMLElement);
  await waitFor(() => expect(sent).toEqual(['"4"', { on: "2026-11-24", note: "Read the minutes" }]));
});
