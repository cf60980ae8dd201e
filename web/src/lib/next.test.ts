import { expect, test } from "vitest";
import { safeNext } from "./next.ts";

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", 7])(
  "never leads to another site: %s",
  (next) => {
    expect(safeNext(next)).toBeUndefined();
  },
);

test("keeps a path with its search", () => {
  expect(safeNext("/o/acme/tasks?owner=me#top")).toBe("/o/acme/tasks?owner=me#top");
});
