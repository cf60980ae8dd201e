import { expect, test } from "vitest";
import { kept, pieces, typed } from "./words.ts";

const ada = { id: "018f0000-0000-7000-8000-000000000001", name: "Ada Lovelace" };
const adam = { id: "018f0000-0000-7000-8000-000000000002", name: "Ada" };

test("names are kept as ids, the longest first, and come back as names", () => {
  const text = kept("@Ada Lovelace and @Ada, please look; @Grace too", [adam, ada]);
  expect(text).toBe(`@{${ada.id}} and @{${adam.id}}, please look; @Grace too`);
  expect(typed(text, [ada, adam])).toBe("@Ada Lovelace and @Ada, please look; @Grace too");
});

test("a text falls into words and people", () => {
  expect(pieces(`Ask @{${ada.id}} first`, [ada])).toEqual(["Ask ", ada, " first"]);
  expect(pieces("Nobody", [])).toEqual(["Nobody"]);
});
