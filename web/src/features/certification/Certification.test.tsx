import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { AuditsTogether, Certification, CycleDate } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { organisation } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

const first: CycleDate = {
  what: "first_surveillance",
  year: null,
  rule: {
    id: "tr-03",
    title: "First surveillance after initial certification",
    rule: "Not later than 12 months after the decision.",
    source: "ISO/IEC 17021-1:2015, 9.1.3.3",
  },
  anchor: "decision",
  anchor_on: "2026-01-12",
  earliest: "2026-11-12",
  target: "2026-12-11",
  target_reckoned: "2026-12-12",
  warn_after: null,
  latest: "2027-01-12",
  force: "mandatory",
  missed: "suspended",
  met: null,
  standing: "open",
};

const one: Certification = {
  id: "0190-crt",
  reference: "CRT-1",
  title: "AI management, head office",
  standard: "ISO/IEC 42001:2023",
  body: "Example Cert",
  state: "certified",
  usage: "free",
  expiry: "2029-01-11",
  next: { what: "first_surveillance", on: "2027-01-12" },
  owner: null,
  aside: false,
  version: 7,
  updated_at: "2026-11-01T08:00:00.000Z",
  scope: "Head office",
  contract: "",
  contract_ends: null,
  team: "",
  sites: "",
  soa: "",
  number: "EC-1",
  today: "2026-11-24",
  since: "2026-01-12",
  reason: null,
  decision: "2026-01-12",
  effective: "2026-01-12",
  expiry_noted: null,
  majors_open: false,
  internal_audit: null,
  management_review: null,
  notice: null,
  dates: [first],
  visits: [],
  findings: [],
  steps: [
    { step: "suspend", party: "certification_body", needs_reason: true },
    { step: "recertify", party: "certification_body", needs_reason: false },
  ],
  moved: [],
  may: { manage: true, manage_findings: true },
  as_of: null,
};

beforeEach(() => {
  const permissions = { read_certification: "all", manage_certification: "all" } as const;
  server.use(
    http.get(api("/o/acme"), () =>
      HttpResponse.json({
        ...organisation,
        me: { ...organisation.me, permissions: { ...organisation.me.permissions, ...permissions } },
      }),
    ),
    http.get(api("/o/acme/certifications/0190-crt"), () => HttpResponse.json(one)),
    http.get(api("/o/acme/certifications"), () => HttpResponse.json({ items: [one], together: [] })),
  );
});

test("a date says by which rule it is one, from what it is reckoned, and what follows when it is missed", async () => {
  visit("/o/acme/certifications/0190-crt");
  expect(await screen.findByText("49 days")).toBeVisible();
  expect(screen.getByText("First surveillance, by 12 Jan 2027")).toBeVisible();
  const dates = screen.getByText("Every date and its reason").closest("section");
  const date = within(dates as HTMLElement);
  await userEvent.click(date.getByText("Why this date"));
  expect(date.getByText(/tr-03/)).toBeVisible();
  expect(date.getByText("from the decision, 12 Jan 2026")).toBeVisible();
  expect(date.getByText("Reckoned as 12 Dec 2026, which is no working day of yours.")).toBeVisible();
  expect(date.getByText("The certificate is suspended.")).toBeVisible();
});

test("a suspension asks for its reason, sends it over the version that was seen, and then warns", async () => {
  const sent: unknown[] = [];
  let now: Certification = one;
  server.use(
    http.get(api("/o/acme/certifications/0190-crt"), () => HttpResponse.json(now)),
    http.post(api("/o/acme/certifications/0190-crt/steps"), async ({ request }) => {
      sent.push([request.headers.get("if-match"), await request.json()]);
      now = { ...one, state: "suspended", usage: "halted", reason: "No surveillance", version: 8 };
      return HttpResponse.json({
        ...now,
        moved: [
          { what: "suspension_end", year: null, rule: "tr-12", part: "latest", from: null, to: "2027-05-24" },
        ],
      });
    }),
  );
  visit("/o/acme/certifications/0190-crt");
  await userEvent.click(await screen.findByRole("button", { name: "More steps" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Certificate suspended" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Certificate suspended" }));
  await userEvent.type(dialog.getByLabelText("Reason"), "No surveillance");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    '"7"',
    expect.objectContaining({ step: "suspend", on: "2026-11-24", reason: "No surveillance", until: null }),
  ]);
  expect(await screen.findByText("One date moved")).toBeVisible();
  expect(screen.getByText("The suspension ends, last day: none, now 24 May 2027")).toBeVisible();
  expect(screen.getByRole("note")).toHaveTextContent("nobody may say in public");
});

test("a visit that is planned wrongly stays open and says why", async () => {
  server.use(
    http.post(api("/o/acme/certifications/0190-crt/visits"), () =>
      problem(409, "refused", { params: { reason: "visit_not_over" } }),
    ),
  );
  visit("/o/acme/certifications/0190-crt");
  await userEvent.click(await screen.findByRole("button", { name: "Plan a visit" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Plan a visit" }));
  expect(dialog.getByLabelText("For what")).toHaveValue("surveillance_1");
  await userEvent.type(dialog.getByLabelText("First day"), "2026-12-09");
  await userEvent.selectOptions(dialog.getByLabelText("State"), "Held");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByText("A visit was held once its last day has come.")).toBeVisible();
});

const pair: AuditsTogether = {
  one: { id: one.id, reference: "CRT-1", title: one.title, what: "first_surveillance", year: null },
  other: { id: "0190-isms", reference: "CRT-2", title: "ISMS", what: "yearly_surveillance", year: 2027 },
  from: "2026-11-12",
  until: "2027-01-12",
};

test("the list says what comes next and what may not be advertised", async () => {
  server.use(
    http.get(api("/o/acme/certifications"), () =>
      HttpResponse.json({ items: [{ ...one, state: "suspended", usage: "halted" }], together: [pair] }),
    ),
  );
  visit("/o/acme/certifications");
  const card = within(await screen.findByRole("link", { name: /^CRT-1/ }));
  expect(card.getByText("May not be advertised")).toBeVisible();
  expect(card.getByText(/First surveillance/)).toBeVisible();
  expect(card.getByText("Certificate valid until 11 Jan 2029")).toBeVisible();
  expect(screen.getByRole("link", { name: "Surveillance of 2027 of CRT-2" })).toBeVisible();
  expect(screen.getByText("12 Nov 2026 to 12 Jan 2027")).toBeVisible();
});
