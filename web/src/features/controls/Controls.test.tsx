import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { visit } from "../../../tests/render.tsx";
import { control } from "../../../tests/samples.ts";
import { api, problem, server } from "../../../tests/server.ts";

test("the address is the filter, and the filter is the address", async () => {
  const asked: string[] = [];
  server.use(
    http.get(api("/o/acme/controls"), ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ items: [control], next: null, total: 1 });
    }),
  );
  const router = visit("/o/acme/controls?area=A.2");
  expect(await screen.findByRole("columnheader", { name: "Reference" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await userEvent.selectOptions(screen.getByLabelText("State"), "planned");
  await waitFor(() => expect(router.state.location.searchStr).toBe("?area=A.2&status=planned"));
  await userEvent.click(screen.getByRole("button", { name: "Title" }));
  await waitFor(() => expect(asked.at(-1)).toContain("sort=title"));
  expect(asked.at(-1)).toContain("status=planned");
});

test("implemented without evidence is refused in words", async () => {
  server.use(
    http.patch(api("/o/acme/controls/:id"), () =>
      problem(409, "refused", { params: { reason: "evidence_missing" } }),
    ),
  );
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: /Change state/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Implemented" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Evidence comes first");
});

test("a task made from a control starts with its evidence", async () => {
  visit("/o/acme/controls/0190-a622");
  await userEvent.click(await screen.findByRole("button", { name: "Create task" }));
  expect(await screen.findByLabelText("Title")).toHaveValue("Provide evidence for A.2.2 AI policy");
  expect(screen.getByLabelText("Expected evidence")).toHaveValue(
    "- Approved policy\n- Minutes of the approval",
  );
});
