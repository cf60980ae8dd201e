import { beforeEach, expect, test, vi } from "vitest";
import { Failure } from "~/api/failure.ts";
import { type Begin, isWorthRepeating } from "./sending.ts";
import { Uploads } from "./uploads.ts";

type Hooks = Parameters<Begin>[2];
const sender = () => ({ start: vi.fn(), pause: vi.fn(), abandon: vi.fn() });
let hooks: Hooks[];
let transfers: ReturnType<typeof sender>[];
let uploads: Uploads;

beforeEach(() => {
  hooks = [];
  transfers = [];
  uploads = new Uploads(async (_org, _file, given) => {
    hooks.push(given);
    const transfer = sender();
    transfers.push(transfer);
    return transfer;
  });
});

const file = (name: string) => new File(["some words"], name);
const use = vi.fn(async (upload: string) => ({ id: upload, reference: "EVD-1" }));
const add = (name: string) => uploads.add({ org: "acme", place: "here", file: file(name), use });
const states = () => uploads.all().map(({ state }) => state);
const settle = () => new Promise((resolve) => setTimeout(resolve));

test("two are sent at once, the third waits for one of them to be here", async () => {
  add("one.pdf");
  add("two.pdf");
  add("three.pdf");
  await settle();
  expect(states()).toEqual(["sending", "sending", "waiting"]);
  expect(uploads.isBusy()).toBe(true);
  hooks[0]?.onArrived("u-1");
  await settle();
  expect(states()).toEqual(["added", "sending", "sending"]);
  expect(uploads.all()[0]?.made).toEqual({ id: "u-1", reference: "EVD-1" });
});

test("what was paused goes on with the same sender, and what is given up is dropped there", async () => {
  add("one.pdf");
  await settle();
  hooks[0]?.onProgress(5);
  uploads.pause(1);
  expect(states()).toEqual(["paused"]);
  expect(transfers[0]?.pause).toHaveBeenCalledTimes(1);
  uploads.again(1);
  await settle();
  expect(states()).toEqual(["sending"]);
  expect(uploads.all()[0]?.sent).toBe(5);
  expect(transfers).toHaveLength(1);
  expect(transfers[0]?.start).toHaveBeenCalledTimes(2);
  uploads.drop(1);
  expect(transfers[0]?.abandon).toHaveBeenCalledTimes(1);
  expect(uploads.all()).toEqual([]);
});

test("a lost connection is gone on with once it is back; a refusal is not", async () => {
  add("one.pdf");
  add("two.pdf");
  await settle();
  hooks[0]?.onFailed(new Failure("unreachable", 0));
  hooks[1]?.onFailed(new Failure("too_large", 413));
  expect(states()).toEqual(["failed", "failed"]);
  uploads.online();
  await settle();
  expect(states()).toEqual(["sending", "failed"]);
});

test("what arrived and could not be added is added by another attempt, without being sent again", async () => {
  use.mockRejectedValueOnce(new Failure("unreachable", 0));
  add("one.pdf");
  await settle();
  hooks[0]?.onArrived("u-1");
  await settle();
  expect(states()).toEqual(["failed"]);
  uploads.again(1);
  await settle();
  expect(states()).toEqual(["added"]);
  expect(transfers[0]?.start).toHaveBeenCalledTimes(1);
  const keys = use.mock.calls.slice(-2).map((call) => (call as unknown[])[1]);
  expect(keys[0]).toBe(keys[1]);
});

test("only what another attempt can mend is attempted again", () => {
  const refused = (reason: string) => new Failure("refused", 409, { params: { reason } });
  expect(isWorthRepeating(new Failure("unreachable", 0))).toBe(true);
  expect(isWorthRepeating(new Failure("unavailable", 503))).toBe(true);
  expect(isWorthRepeating(refused("other_offset"))).toBe(true);
  expect(isWorthRepeating(refused("quota_reached"))).toBe(false);
  expect(isWorthRepeating(new Failure("invalid_input", 422))).toBe(false);
});
