import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { session } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

const link = {
  address: "grace@example.org",
  name: "Grace Hopper",
  inviter: "Ada Lovelace",
  organisation: "Acme",
  has_account: false,
  expires_at: "2026-12-08T08:00:00.000Z",
};
const theirs = { ...session, account: { id: "0190-g", name: "Grace Hopper", address: link.address } };
let sent: unknown[] = [];

const signedOut = http.get(api("/session"), () => problem(401, "signed_out"));
const checked = (more: object = {}) =>
  http.post(api("/invitations/check"), () => HttpResponse.json({ ...link, ...more }));

beforeEach(() => {
  sent = [];
  server.use(
    http.post(api("/invitations/accept"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ slug: "acme", session: theirs });
    }),
  );
});

test("a new account needs a password and nothing else", async () => {
  server.use(signedOut, checked());
  const router = visit("/join#a-token");
  expect(await screen.findByRole("heading", { name: "Join Acme" })).toBeVisible();
  expect(screen.getByText(/Ada Lovelace asks you to join Acme as grace@example.org/)).toBeVisible();
  await userEvent.type(screen.getByLabelText("Password"), "four unrelated quiet words");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/o/acme"));
  expect(sent).toEqual([{ token: "a-token", password: "four unrelated quiet words" }]);
  expect(router.state.location.hash).toBe("");
});

test("who is signed in joins as they are, or makes way for another account", async () => {
  let out = false;
  server.use(
    checked({ has_account: true }),
    http.delete(api("/session"), () => {
      out = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const router = visit("/join#a-token");
  expect(await screen.findByText(/The invitation went to grace@example.org/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Use another account" }));
  expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
  expect(out).toBe(true);
  expect(router.state.location.pathname).toBe("/join");
});

test("an address with an account signs in first, and the token waits outside every address", async () => {
  server.use(
    signedOut,
    checked({ has_account: true }),
    http.post(api("/session"), () => HttpResponse.json(theirs)),
  );
  const router = visit("/join#a-token");
  await userEvent.click(await screen.findByRole("button", { name: "Sign in" }));
  await userEvent.type(await screen.findByLabelText("Email address"), link.address);
  expect(router.state.location.href).toBe("/sign-in?next=%2Fjoin");
  await userEvent.type(screen.getByLabelText("Password"), "four unrelated quiet words");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await userEvent.click(await screen.findByRole("button", { name: /^Join as Grace Hopper/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/o/acme"));
  expect(sent).toEqual([{ token: "a-token" }]);
  expect(sessionStorage).toHaveLength(0);
});

test("a refusal while joining is told in words", async () => {
  server.use(
    checked(),
    http.post(api("/invitations/accept"), () => problem(409, "refused", { params: { reason: "taken" } })),
  );
  visit("/join#a-token");
  await userEvent.click(
    await screen.findByRole("button", { name: "Join as Ada Lovelace (ada@example.org)" }),
  );
  expect(await screen.findByRole("alert")).toHaveTextContent("belongs to somebody here already");
});

test("a link that has run out says what to do", async () => {
  server.use(
    signedOut,
    http.post(api("/invitations/check"), () => problem(410, "link_invalid")),
  );
  visit("/join#a-token");
  expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeVisible();
  expect(screen.getByText(/Ask whoever invited you to send it again/)).toBeVisible();
});
