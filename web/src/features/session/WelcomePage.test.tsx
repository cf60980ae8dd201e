import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { api, problem, server } from "../../../tests/server.ts";

test("a short password is explained beside its field", async () => {
  server.use(
    http.post(api("/sign-up/check"), () =>
      HttpResponse.json({
        address: "ada@example.org",
        name: "Ada",
        organisation_name: "Acme",
        expires_at: "",
      }),
    ),
    http.post(api("/sign-up/confirm"), () =>
      problem(422, "invalid_input", {
        errors: [{ pointer: "/password", code: "password_too_short", detail: "short" }],
      }),
    ),
  );
  visit("/welcome#token");
  const password = await screen.findByLabelText("Password");
  await userEvent.type(password, "short");
  await userEvent.click(screen.getByRole("button", { name: "Open my organisation" }));
  expect(await screen.findByText("A password needs at least 12 characters.")).toBeVisible();
  expect(password).toHaveFocus();
  expect(password).toBeInvalid();
});

test("a used link leads on instead of ending", async () => {
  server.use(http.post(api("/sign-up/check"), () => problem(410, "link_invalid")));
  visit("/welcome#token");
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Sign up again" })).toHaveAttribute("href", "/sign-up");
});
