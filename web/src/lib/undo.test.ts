import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isWriting, restore, stillSays, UNDO_MS, UndoStack } from "./undo.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function stack() {
  const ended: number[] = [];
  return { ended, undo: new UndoStack({ onEnd: (id) => ended.push(id) }) };
}

test("what was done can be taken back for ten seconds, and once", async () => {
  const { ended, undo } = stack();
  const takeBack = vi.fn(async () => "Taken back");
  const id = undo.offer(takeBack);
  vi.advanceTimersByTime(UNDO_MS - 1);
  expect(await undo.take(id)).toBe("Taken back");
  expect(undo.take(id)).toBeNull();
  expect(takeBack).toHaveBeenCalledTimes(1);
  expect(ended).toEqual([id]);
  undo.offer(takeBack);
  vi.advanceTimersByTime(UNDO_MS);
  expect(undo.take()).toBeNull();
});

test("the seconds stand still while somebody holds them", () => {
  const { ended, undo } = stack();
  const id = undo.offer(async () => "");
  vi.advanceTimersByTime(4_000);
  undo.hold(id);
  vi.advanceTimersByTime(60_000);
  expect(undo.remaining(id)).toBe(6_000);
  undo.run(id);
  undo.run(id);
  vi.advanceTimersByTime(5_999);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ended).toEqual([id]);
});

test("the key takes back what was done last, then what was done before", async () => {
  const { undo } = stack();
  undo.offer(async () => "first");
  undo.offer(async () => "second");
  expect(await undo.take()).toBe("second");
  expect(await undo.take()).toBe("first");
  expect(undo.take()).toBeNull();
});

interface Thing {
  version: number;
  due: string | null;
  priority: string;
}
const holds = stillSays<Thing, Partial<Omit<Thing, "version">>>((thing, field) => thing[field]);

test("taking back is a new change over the version that is there by then", async () => {
  const sent: unknown[] = [];
  const now = { version: 9, due: "2027-01-01", priority: "low" };
  const send = async (version: number, body: object) => {
    sent.push([version, body]);
    return { ...now, version: version + 1 };
  };
  const change = { changed: { due: "2027-01-01" }, before: { due: null } };
  const back = await restore({ read: async () => now, send, holds, ...change });
  expect(back?.version).toBe(10);
  expect(sent).toEqual([[9, { due: null }]]);
});

test("what somebody has changed since is left alone", async () => {
  const send = vi.fn();
  const now = { version: 9, due: "2028-08-08", priority: "low" };
  const change = { changed: { due: "2027-01-01" }, before: { due: null } };
  expect(await restore({ read: async () => now, send, holds, ...change })).toBeNull();
  expect(send).not.toHaveBeenCalled();
});

test("a key is meant for the text that is written, not for a box that is ticked", () => {
  const input = (type: string) => Object.assign(document.createElement("input"), { type });
  expect(isWriting(input("text"))).toBe(true);
  expect(isWriting(document.createElement("textarea"))).toBe(true);
  expect(isWriting(input("checkbox"))).toBe(false);
  expect(isWriting(document.createElement("select"))).toBe(false);
  expect(isWriting(null)).toBe(false);
});
