import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { session } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

async function fill(password: string) {
  await userEvent.type(await screen.findByLabelText("Email address"), "ada@example.org");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

test("a wrong password is told without blame, and the address stays", async () => {
  server.use(http.post(api("/session"), () => problem(401, "sign_in_failed")));
  visit("/sign-in");
  await fill("not the right one");
  expect(await screen.findByRole("alert")).toHaveTextContent("The address and the password do not match.");
  expect(screen.getByLabelText("Email address")).toHaveValue("ada@example.org");
});

test("after signing in one is where one wanted to go", async () => {
  server.use(http.post(api("/session"), () => HttpResponse.json(session)));
  const router = visit("/sign-in?next=/o/acme/tasks/0190-task");
  await fill("correct horse battery");
  expect(await screen.findByRole("heading", { level: 1, name: /Write the policy/ })).toBeVisible();
  expect(router.state.location.pathname).toBe("/o/acme/tasks/0190-task");
});

test("a page of an organisation asks a stranger to sign in and remembers itself", async () => {
  server.use(http.get(api("/session"), () => problem(401, "signed_out")));
  const router = visit("/o/acme/tasks?owner=me");
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(router.state.location.search).toEqual({ next: "/o/acme/tasks?owner=me" });
});
