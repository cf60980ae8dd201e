import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Failure } from "~/api/failure.ts";
import { words } from "./problems.ts";
import { refusals } from "./refusals.ts";

const rules = ["control", "task", "evidence", "person", "team", "connection", "link", "deletion"];

/** The codes of a rule, as its own file names them. */
function codes(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const from = text.search(/impl (\w+)?Refused \{/);
  const body = text.slice(from, text.indexOf("\n}\n", from));
  return [...body.matchAll(/=> "(\w+)"/g)].map((match) => match[1] ?? "");
}

test("whatever a rule refuses, people are told in words of the page's own", () => {
  const all = [...rules.map((rule) => `../domain/src/${rule}.rs`), "../store/src/error.rs"].flatMap(codes);
  expect(all.length).toBeGreaterThan(30);
  const told = all.filter((reason) => {
    const detail = "in the server's words";
    return words(new Failure("refused", 409, { detail, params: { reason } })) === detail;
  });
  // What covers only one's own is told as forbidden.
  expect(told).toEqual(["not_yours"]);
  expect(Object.keys(refusals).length).toBeGreaterThan(30);
});
