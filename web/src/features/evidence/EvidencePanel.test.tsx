import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { EvidenceFor } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { control, organisation, task } from "../../../tests/samples.ts";
import { api, server } from "../../../tests/server.ts";

const ada = { id: "0190-ada", name: "Ada Lovelace" };
const at = "2026-11-20T08:00:00.000Z";
const policy: EvidenceFor = {
  suggestion: "Approved policy",
  linked_by: ada,
  linked_at: at,
  evidence: {
    id: "0190-evidence",
    reference: "EVD-3",
    title: "AI policy",
    state: "current",
    validity: "valid",
    valid_from: null,
    valid_until: null,
    owner: ada,
    links: 1,
    version: 1,
    updated_at: at,
    file: {
      number: 1,
      name: "policy.pdf",
      note: "",
      size: 5_000,
      media_type: "application/pdf",
      preview: "pdf",
      sha256: "ab",
      damage: null,
      checked_at: at,
      added_by: ada,
      added_at: at,
    },
  },
};

let items: EvidenceFor[];
const withEvidence = (permissions: Record<string, "all" | "own">) =>
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({
        ...organisation,
        me: { ...organisation.me, permissions: { ...organisation.me.permissions, ...permissions } },
      }),
    ),
    http.get(api("/o/acme/subjects/:id/evidence"), () => HttpResponse.json({ items })),
  );

beforeEach(() => {
  items = [policy];
  withEvidence({ read_evidence: "all", add_evidence: "all", revise_evidence: "all" });
});

test("a control says which of the usual evidence is there and which is missing", async () => {
  visit("/o/acme/controls/0190-a622");
  await screen.findByRole("link", { name: "policy.pdf" }, { timeout: 5_000 });
  const lines = screen.getAllByRole("button", { name: /^Add evidence: / }).map((each) => each.closest("li"));
  expect(lines.map((line) => line?.textContent)).toEqual([
    expect.stringContaining("Approved policyThere"),
    expect.stringContaining("Minutes of the approvalMissing"),
  ]);
  expect(screen.getByText("4.9 KiB")).toBeVisible();
  expect(control.evidence).toHaveLength(2);
});

test("what ran out is no longer there", async () => {
  items = [{ ...policy, evidence: { ...policy.evidence, validity: "ran_out" } }];
  visit("/o/acme/controls/0190-a622");
  expect(await screen.findByText("No longer valid")).toBeVisible();
});

test("a file counts: the task may go to review without a note", async () => {
  visit(`/o/acme/tasks/${task.id}`);
  expect(await screen.findByRole("button", { name: "Submit for review" })).toBeVisible();
});

test("what was withdrawn does not count", async () => {
  items = [{ ...policy, evidence: { ...policy.evidence, state: "withdrawn" } }];
  visit(`/o/acme/tasks/${task.id}`);
  expect(await screen.findByText("Withdrawn")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Submit for review" })).not.toBeInTheDocument();
});

test("a link that is taken away can be given back with the suggestion that it answered", async () => {
  const sent: unknown[] = [];
  server.use(
    http.delete(api("/o/acme/subjects/:id/evidence/:evidence"), () => {
      items = [];
      return HttpResponse.json({ items });
    }),
    http.put(api("/o/acme/subjects/:id/evidence/:evidence"), async ({ request }) => {
      sent.push(await request.json());
      items = [policy];
      return HttpResponse.json({ items });
    }),
  );
  visit(`/o/acme/tasks/${task.id}`);
  await userEvent.click(await screen.findByRole("button", { name: "Unlink EVD-3" }));
  expect(await screen.findByText(/^No files yet/)).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  const linked = await screen.findByRole("list", { name: "Linked evidence" });
  expect(within(linked).getByText("policy.pdf")).toBeVisible();
  await waitFor(() => expect(sent).toEqual([{ suggestion: "Approved policy" }]));
});

test("who only reads is offered no way to add or unlink", async () => {
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({
        ...organisation,
        me: { ...organisation.me, permissions: { read_tasks: "all", read_evidence: "all" } },
      }),
    ),
  );
  visit(`/o/acme/tasks/${task.id}`);
  await screen.findByRole("link", { name: "policy.pdf" });
  expect(screen.queryByRole("button", { name: "Choose files" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Choose existing evidence" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /^Unlink/ })).not.toBeInTheDocument();
});
