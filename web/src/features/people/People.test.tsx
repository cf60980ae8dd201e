import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { adaAsPerson, control, grace, organisation } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

/** Somebody else than an owner looks. */
function as(roles: ("admin" | "auditor")[], permissions: Record<string, "all">) {
  const me = { ...organisation.me, person_id: "0190-eve", name: "Eve", roles, permissions };
  server.use(http.get(api("/o/acme"), () => HttpResponse.json({ ...organisation, me })));
}

const list = (items: unknown[]) => HttpResponse.json({ items, next: null, total: items.length });

test("the list says who signs in, who is asked to and who left", async () => {
  const asked: string[] = [];
  const people = [
    adaAsPerson,
    { ...grace, id: "1", name: "Invited", has_account: false, invited_until: "2026-12-08T22:59:00.000Z" },
    { ...grace, id: "2", name: "Late", has_account: false, invited_until: "2026-11-20T09:00:00.000Z" },
    { ...grace, id: "3", name: "Gone", active: false },
    { ...grace, id: "4", name: "Named", has_account: false, roles: [] },
  ];
  server.use(
    http.get(api("/o/acme/people"), ({ request }) => {
      asked.push(new URL(request.url).search);
      return list(people);
    }),
  );
  const router = visit("/o/acme/people");
  const row = (name: RegExp) => screen.getByRole("row", { name });
  expect(await screen.findByRole("link", { name: "Ada Lovelace (me)" })).toBeVisible();
  expect(row(/^Ada/)).toHaveTextContent("Signs in");
  expect(row(/^Invited/)).toHaveTextContent("Invited until 8 Dec 2026");
  expect(row(/^Late/)).toHaveTextContent("Invitation has run out");
  expect(row(/^Gone/)).toHaveTextContent("Has left");
  expect(row(/^Named/)).toHaveTextContent("No account");
  await userEvent.selectOptions(screen.getByLabelText("State"), "Active");
  await userEvent.click(screen.getByRole("button", { name: "Email address" }));
  await waitFor(() => expect(router.state.location.searchStr).toBe("?active=true&sort=address"));
  await waitFor(() => expect(asked.at(-1)).toContain("sort=address&limit=50&active=true"));
});

test("an address that is taken is refused in words, and what was typed stays", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(api("/o/acme/people"), async ({ request }) => {
      sent.push(await request.json());
      return problem(409, "refused", { params: { reason: "taken" } });
    }),
  );
  visit("/o/acme/people");
  await userEvent.click(await screen.findByRole("button", { name: "Add a person" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a person" }));
  await userEvent.type(dialog.getByLabelText("Name"), "Grace Hopper");
  await userEvent.type(dialog.getByLabelText("Work email address"), "grace@example.org");
  expect(dialog.getByRole("checkbox", { name: "Mail an invitation now" })).toBeChecked();
  await userEvent.click(dialog.getByRole("button", { name: "Add a person" }));
  expect(await dialog.findByText(/^Choose a role/)).toBeVisible();
  await userEvent.click(dialog.getByRole("combobox", { name: "Roles" }));
  await userEvent.click(await screen.findByRole("option", { name: /^Contributor/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Add a person" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("belongs to somebody here already");
  expect(dialog.getByLabelText("Name")).toHaveValue("Grace Hopper");
  expect(sent).toEqual([
    { name: "Grace Hopper", address: "grace@example.org", roles: ["contributor"], invite: true },
  ]);
});

test("an administrator is not offered to make owners", async () => {
  as(["admin"], { read_people: "all", manage_people: "all" });
  visit("/o/acme/people");
  await userEvent.click(await screen.findByRole("button", { name: "Add a person" }));
  await userEvent.click(await screen.findByRole("combobox", { name: "Roles" }));
  expect(await screen.findByRole("option", { name: /^Administrator/ })).toBeVisible();
  expect(screen.queryByRole("option", { name: /^Owner/ })).not.toBeInTheDocument();
});

test("roles are saved as one, over the version that was looked at", async () => {
  const sent: unknown[] = [];
  let now = grace;
  server.use(
    http.get(api("/o/acme/people/:id"), () => HttpResponse.json(now)),
    http.put(api("/o/acme/people/:id/roles"), async ({ request }) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      now = { ...grace, version: 6, roles: [], history: [] };
      return HttpResponse.json(now);
    }),
  );
  visit("/o/acme/people/0190-grace");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Contributor" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Auditor" }));
  await userEvent.type(screen.getByLabelText("Last day of Auditor"), "2026-12-31");
  await userEvent.click(screen.getByRole("checkbox", { name: "Owner" }));
  expect(screen.queryByLabelText("Last day of Owner")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Save roles" }));
  await waitFor(() =>
    expect(sent).toEqual([
      [
        '"5"',
        {
          roles: [
            { role: "auditor", until: "2026-12-31" },
            { role: "owner", until: null },
          ],
        },
      ],
    ]),
  );
  expect(await screen.findByText(/sees nothing here/)).toBeVisible();
});

test("whoever has open work leaves only when somebody takes it over", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(api("/o/acme/people/:id"), () => HttpResponse.json({ ...grace, open_work: 3 })),
    http.post(api("/o/acme/people/:id/deactivate"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ person: { ...grace, version: 6, active: false }, handed_over: 3 });
    }),
  );
  visit("/o/acme/people/0190-grace");
  await userEvent.click(await screen.findByRole("button", { name: "Let go" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Let Grace Hopper go" }));
  expect(dialog.getByText(/^3 open tasks/)).toBeVisible();
  expect(dialog.getByRole("button", { name: "Let go" })).toBeDisabled();
  await userEvent.click(dialog.getByRole("combobox", { name: "Who takes it over" }));
  await userEvent.click(await screen.findByRole("option", { name: "Ada Lovelace (me)" }));
  await userEvent.click(dialog.getByRole("button", { name: "Let go" }));
  await waitFor(() => expect(sent).toEqual([{ successor: "0190-ada" }]));
});

test("an auditor reads a person and changes nothing", async () => {
  as(["auditor"], { read_people: "all" });
  visit("/o/acme/people/0190-grace");
  expect(await screen.findByRole("heading", { level: 1, name: "Grace Hopper" })).toBeVisible();
  expect(screen.getByText(/works on the controls and tasks they own/)).toBeVisible();
  expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Let go" })).not.toBeInTheDocument();
});

test("an owner's roles are out of an administrator's reach, and the page says so", async () => {
  as(["admin"], { read_people: "all", manage_people: "all" });
  server.use(http.get(api("/o/acme/people/:id"), () => HttpResponse.json(adaAsPerson)));
  visit("/o/acme/people/0190-ada");
  expect(await screen.findByText("Only an owner can change the roles of an owner.")).toBeVisible();
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Let go" })).not.toBeInTheDocument();
});

test("whose mail comes back is marked where people look for them", async () => {
  const people = [
    adaAsPerson,
    { ...grace, address_dead: true },
    { ...grace, id: "3", name: "Gone", active: false, address_dead: true },
  ];
  server.use(http.get(api("/o/acme/people"), () => list(people)));
  visit("/o/acme/people");
  expect(await screen.findByRole("row", { name: /^Grace/ })).toHaveTextContent("Mail does not arrive");
  expect(screen.getByRole("row", { name: /^Ada/ })).not.toHaveTextContent("Mail does not arrive");
  expect(screen.getByRole("row", { name: /^Gone/ })).not.toHaveTextContent("Mail does not arrive");
});

test("an address that asks for what the page does not know shows the page as it is", async () => {
  const asked: string[] = [];
  server.use(
    http.get(api("/o/acme/people"), ({ request }) => {
      asked.push(new URL(request.url).search);
      return list([adaAsPerson]);
    }),
  );
  const router = visit("/o/acme/people?tab=teams&team=0190-team");
  expect(await screen.findByRole("link", { name: "Ada Lovelace (me)" })).toBeVisible();
  await waitFor(() => expect(router.state.location.searchStr).toBe("?team=0190-team"));
  expect(asked.at(-1)).toContain("team=0190-team");
  expect(asked.at(-1)).not.toContain("tab=");
});

test("an owner is chosen by the name of their team", async () => {
  const team = { id: "0190-vision", name: "Vision", archived: false, lead: null, size: 1, version: 1 };
  const linus = { ...grace, id: "0190-linus", name: "Linus", teams: [{ id: team.id, name: team.name }] };
  server.use(
    http.get(api("/o/acme/people"), ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.get("team") === team.id) return list([linus]);
      return list(searchParams.get("q") ? [] : [adaAsPerson, grace]);
    }),
    http.get(api("/o/acme/teams"), ({ request }) =>
      list((new URL(request.url).searchParams.get("q") ?? "") === "vision" ? [team] : []),
    ),
  );
  visit(`/o/acme/controls/${control.id}`);
  const field = await screen.findByRole("combobox", { name: "Owner" });
  await userEvent.click(field);
  await userEvent.clear(field);
  await userEvent.type(field, "vision");
  expect(await screen.findByRole("option", { name: "Linus" })).toBeVisible();
  expect(screen.getByText("Vision")).toBeVisible();
  expect(screen.queryByRole("option", { name: "Grace Hopper" })).toBeNull();
});
