import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { api, problem, server } from "../../../tests/server.ts";

test("one changes one's password with the present one, and is told at the field what was wrong", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put(api("/password"), async ({ request }) => {
      sent.push(await request.json());
      const errors = [{ pointer: "/current", code: "password_wrong", detail: "is not the present password" }];
      return sent.length === 1
        ? problem(422, "invalid_input", { errors })
        : new HttpResponse(null, { status: 204 });
    }),
  );
  visit("/o/acme/profile");
  // The form is fetched by itself.
  const open = await screen.findByRole("button", { name: "Change password" }, { timeout: 5_000 });
  await userEvent.click(open);
  const long = "x".repeat(200);
  await userEvent.type(screen.getByLabelText("Present password"), "wrong");
  await userEvent.click(screen.getByLabelText("New password"));
  await userEvent.paste(long);
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText("This is not your present password.")).toBeVisible();
  await waitFor(() => expect(screen.getByLabelText("Present password")).toHaveFocus());
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  await waitFor(() => expect(screen.queryByLabelText("Present password")).toBeNull());
  // What is pasted arrives whole.
  expect(sent[0]).toEqual({ current: "wrong", password: long });
});
