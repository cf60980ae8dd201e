import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { visit } from "../../tests/render.tsx";
import { api, problem, server } from "../../tests/server.ts";

beforeEach(() => localStorage.clear());

async function signOut() {
  const router = visit("/o/acme/profile");
  await userEvent.click(await screen.findByRole("button", { name: /^Account of|^Account/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
}

test("signing out leaves nothing on the device but how it looks", async () => {
  server.use(http.delete(api("/session"), () => new HttpResponse(null, { status: 204 })));
  localStorage.setItem("recent acme 0190", "[1]");
  localStorage.setItem("mantine-color-scheme-value", "dark");
  sessionStorage.setItem("invitation", "x");
  await signOut();
  expect(localStorage.getItem("recent acme 0190")).toBeNull();
  expect(localStorage.getItem("mantine-color-scheme-value")).toBe("dark");
  expect(sessionStorage.getItem("invitation")).toBeNull();
});

test("without a connection one is signed out here, and the server is told later", async () => {
  let ended = 0;
  server.use(http.delete(api("/session"), () => HttpResponse.error()));
  localStorage.setItem("recent acme 0190", "[1]");
  await signOut();
  expect(localStorage.getItem("recent acme 0190")).toBeNull();
  expect(localStorage.getItem("leaving")).toBe("1");
  expect(await screen.findByRole("alert")).toHaveTextContent("You are signed out on this device.");
  // The cookie is still there, but nobody comes in with it; the first chance is taken to end its session.
  server.use(
    http.delete(api("/session"), () => {
      ended += 1;
      return problem(401, "signed_out");
    }),
  );
  const router = visit("/o/acme/tasks");
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(ended).toBe(1);
  expect(localStorage.getItem("leaving")).toBeNull();
});
