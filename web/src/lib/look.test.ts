import { expect, test } from "vitest";
import { asked, isFiltered, lookOf, moved, readLook } from "./look.ts";

const all = ["title", "due", "owner"];

test("columns that the list does not have, and those named twice, are left out", () => {
  expect(readLook({ columns: "due,colour,title,due", density: "compact" }, all)).toEqual({
    columns: "due,title",
    density: "compact",
  });
  expect(readLook({ columns: "colour", density: "airy", view: "", open: 7 }, all)).toEqual({});
});

test("how a list is looked at is no question to the server, and which view it is no part of the view", () => {
  const search = {
    q: "policy",
    sort: "-due",
    columns: "title",
    density: "compact",
    view: "1",
    open: "2",
  } as const;
  expect(asked(search)).toEqual({ q: "policy", sort: "-due" });
  expect(lookOf({ ...search, overdue: true })).toEqual({
    q: "policy",
    sort: "-due",
    columns: "title",
    density: "compact",
    overdue: "true",
  });
  expect(isFiltered(search)).toBe(true);
  expect(isFiltered({ sort: "due", view: "1", columns: "title" })).toBe(false);
});

test("a column moves one place and stays within the row", () => {
  expect(moved(all, "due", 1)).toEqual(["title", "owner", "due"]);
  expect(moved(all, "due", -1)).toEqual(["due", "title", "owner"]);
  expect(moved(all, "title", -1)).toEqual(all);
  expect(moved(all, "colour", 1)).toEqual(all);
});
