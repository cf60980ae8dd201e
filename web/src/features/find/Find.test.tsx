import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Found } from "~/api/client.ts";
import { visit } from "../../../tests/render.tsx";
import { organisation } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";
import { matching } from "./items.ts";

const id = "01900000-0000-7000-8000-00000000000a";
const piece = (text: string, marked = false) => ({ text, marked });
const policy: Found = {
  kind: "task",
  id,
  reference: "TSK-12",
  title: [piece("Write the "), piece("policy", true)],
  state: "in_progress",
  passage: [piece("as clause 5.2 asks")],
};
const zoe: Found = {
  kind: "person",
  id: "01900000-0000-7000-8000-00000000000b",
  reference: null,
  title: [piece("Zoë Policy")],
  state: "left",
  passage: [piece("zoe@example.org")],
};

function answers(items: Found[]) {
  const asked: string[] = [];
  server.use(
    http.get(api("/o/acme/find"), ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("q") ?? "");
      return HttpResponse.json({ items });
    }),
  );
  return asked;
}

async function open(path = "/o/acme") {
  const router = visit(path);
  const button = await screen.findByRole("button", { name: /^Find/ });
  await userEvent.click(button);
  const dialog = within(await screen.findByRole("dialog", { name: "Find things, people and commands" }));
  return { router, button, dialog, field: dialog.getByRole("combobox") };
}

const active = (field: HTMLElement) =>
  document.getElementById(field.getAttribute("aria-activedescendant") ?? "");

test("things and people are found, with their state in words, and Enter opens the first", async () => {
  const asked = answers([policy, zoe]);
  const { router, dialog, field } = await open();
  await userEvent.type(field, "policy");
  const option = await dialog.findByRole("option", {
    name: "TSK-12 Write the policy as clause 5.2 asks In progress",
  });
  expect(within(option).getByText("policy").tagName).toBe("MARK");
  expect(dialog.getByRole("group", { name: "People" })).toHaveTextContent(
    "Zoë Policyzoe@example.orgHas left",
  );
  expect(dialog.getByText("2 found")).toBeInTheDocument();
  expect(active(field)).toBe(option);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/o/acme/tasks/${id}`));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(asked).toEqual(["policy"]);
});

test("Enter that is faster than the answer opens what was asked for, not what stood there before", async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.get(api("/o/acme/find"), async () => {
      await answered;
      return HttpResponse.json({ items: [policy] });
    }),
  );
  const { router, field } = await open();
  await userEvent.type(field, "new task{Enter}");
  expect(active(field)).toHaveTextContent("New task");
  expect(router.state.location.pathname).toBe("/o/acme");
  answer();
  await waitFor(() => expect(router.state.location.pathname).toBe(`/o/acme/tasks/${id}`));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the arrows go round, and Escape gives the focus back", async () => {
  const { button, dialog, field } = await open();
  const options = () => dialog.getAllByRole("option");
  expect(active(field)).toBe(options()[0]);
  await userEvent.keyboard("{ArrowUp}");
  expect(active(field)).toBe(options().at(-1));
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(active(field)).toBe(options()[1]);
  expect(options().filter((option) => option.getAttribute("aria-selected") === "true")).toHaveLength(1);
  expect(field).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(button).toHaveFocus());
});

test("commands are those that the person may give", async () => {
  const me = { ...organisation.me, roles: ["staff" as const], permissions: { read_tasks: "own" as const } };
  server.use(http.get(api("/o/acme"), () => HttpResponse.json({ ...organisation, me })));
  answers([]);
  const { dialog, field } = await open();
  const names = dialog.getAllByRole("option").map((option) => option.textContent);
  expect(names).toContain("Go to Tasks");
  expect(names).toContain("Sign out");
  for (const foreign of ["New task", "Add a person", "Go to Controls", "Go to People", "Switch organisation"])
    expect(names).not.toContain(foreign);
  await userEvent.type(field, "nowhere");
  expect(await dialog.findByText("Nothing found for “nowhere”")).toBeVisible();
  expect(dialog.getByText(/what is yours/)).toBeVisible();
});

test("a command opens the form of the page it belongs to", async () => {
  answers([]);
  const { dialog, field, router } = await open();
  await userEvent.type(field, "new ta");
  await userEvent.click(await dialog.findByRole("option", { name: "New task" }));
  expect(await screen.findByRole("dialog", { name: "New task" })).toBeVisible();
  expect(router.state.location.href).toBe("/o/acme/tasks");
});

test("what was opened lately is offered by what it is called today", async () => {
  localStorage.setItem(
    "recent acme 0190-ada",
    JSON.stringify([
      { folder: "tasks", id },
      { folder: "people", id: zoe.id },
    ]),
  );
  server.use(http.get(api("/o/acme/people/:id"), () => problem(404, "not_found")));
  const { dialog } = await open();
  const lately = await dialog.findByRole("group", { name: "Opened lately" });
  expect(within(lately).getAllByRole("option")).toHaveLength(1);
  expect(lately).toHaveTextContent("TSK-1");
});

test("a failure is told in words, and trying again helps", async () => {
  server.use(http.get(api("/o/acme/find"), () => problem(500, "internal"), { once: true }));
  const { dialog, field } = await open();
  await userEvent.type(field, "policy");
  const again = await dialog.findByRole("button", { name: "Try again" });
  answers([policy]);
  await userEvent.click(again);
  expect(await dialog.findByRole("option", { name: /Write the policy/ })).toBeVisible();
});

test("commands are found by the beginnings of their words, in any order and without accents", () => {
  const marked = (label: string, asked: string) =>
    matching(label, asked)
      ?.filter((one) => one.marked)
      .map((one) => one.text);
  expect(marked("Go to Tasks", "ta go")).toEqual(["Go", "Tasks"]);
  expect(marked("Été", "ete")).toEqual(["Été"]);
  expect(matching("Go to Tasks", "asks")).toBeNull();
  expect(matching("Go to Tasks", "--")).toBeNull();
});
