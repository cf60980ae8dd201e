import { expect, test } from "vitest";
import { Failure } from "~/api/failure.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { uploadWords } from "./words.ts";

test("a size is told in units of 1024", () => {
  expect(sizeWords(17)).toBe("17 bytes");
  expect(sizeWords(1)).toBe("1 byte");
  expect(sizeWords(5_000)).toBe("4.9 KiB");
  expect(sizeWords(8 * 1024 ** 2)).toBe("8 MiB");
  expect(sizeWords(2 * 1024 ** 3)).toBe("2 GiB");
});

test("why a file was not taken is said in words", () => {
  const program = [{ pointer: "/file", code: "program_not_taken", detail: "is a program" }];
  expect(uploadWords(new Failure("invalid_input", 422, { errors: program }))).toContain("program");
  expect(uploadWords(new Failure("refused", 409, { params: { reason: "quota_reached" } }))).toContain(
    "space",
  );
  expect(uploadWords(new Failure("too_large", 413))).toContain("larger");
  expect(uploadWords(new Failure("unreachable", 0))).toContain("connection");
});
