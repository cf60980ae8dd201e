import { Failure, isFailure } from "~/api/failure.ts";
import { type Begin, begin, type Transfer } from "./sending.ts";

export interface Made {
  id: string;
  reference: string;
}

export interface Sending {
  id: number;
  /** Where it was dropped. */
  place: string;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "paused" | "adding" | "added" | "failed";
  error: unknown;
  made: Made | null;
}

export interface Order {
  org: string;
  place: string;
  file: File;
  /** What becomes of it once it is here; `key` is the same for each attempt. */
  use: (upload: string, key: string) => Promise<Made>;
}

interface Entry extends Order {
  key: string;
  transfer: Transfer | null;
  upload: string | null;
}

/** How many are sent at once; the others wait. */
const AT_ONCE = 2;

/** Every file that is on its way. They go on while one looks at other pages. */
export class Uploads {
  private items: readonly Sending[] = [];
  private readonly entries = new Map<number, Entry>();
  private readonly listeners = new Set<() => void>();
  private readonly begin: Begin;
  private next = 1;

  constructor(begin: Begin) {
    this.begin = begin;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly all = () => this.items;

  /** Whether leaving the page would cost something. */
  readonly isBusy = () => this.items.some(({ state }) => state !== "added" && state !== "failed");

  add(order: Order) {
    const id = this.next++;
    this.entries.set(id, { ...order, key: crypto.randomUUID(), transfer: null, upload: null });
    const { place, file } = order;
    const { name, size } = file;
    const item: Sending = { id, place, name, size, sent: 0, state: "waiting", error: null, made: null };
    this.items = [...this.items, item];
    this.pump();
  }

  pause(id: number) {
    if (this.item(id)?.state !== "sending") return;
    this.entries.get(id)?.transfer?.pause();
    this.set(id, { state: "paused" });
    this.pump();
  }

  /** Goes on with what was paused or failed: from what has arrived. */
  again(id: number) {
    const entry = this.entries.get(id);
    if (!entry) return;
    if (entry.upload !== null) void this.finish(id, entry.upload);
    else {
      this.set(id, { state: "waiting", error: null });
      this.pump();
    }
  }

  /** Ends it and forgets it; what was added stays added. */
  drop(id: number) {
    const entry = this.entries.get(id);
    if (this.item(id)?.state !== "added") entry?.transfer?.abandon();
    this.entries.delete(id);
    this.items = this.items.filter((item) => item.id !== id);
    this.pump();
  }

  /** The connection is back. */
  readonly online = () => {
    for (const { id, state, error } of this.items) {
      if (state === "failed" && isFailure(error, "unreachable")) this.again(id);
    }
  };

  private item(id: number) {
    return this.items.find((item) => item.id === id);
  }

  private set(id: number, change: Partial<Sending>) {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.tell();
  }

  private tell() {
    for (const listener of this.listeners) listener();
  }

  private pump() {
    const free = AT_ONCE - this.items.filter(({ state }) => state === "sending").length;
    const next = this.items.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free));
    for (const { id } of next) void this.send(id);
    this.tell();
  }

  private fail(id: number, error: unknown) {
    this.set(id, { state: "failed", error });
    this.pump();
  }

  private async send(id: number) {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.set(id, { state: "sending" });
    try {
      entry.transfer ??= await this.begin(entry.org, entry.file, {
        onProgress: (sent) => this.item(id)?.state === "sending" && this.set(id, { sent }),
        onArrived: (upload) => void this.finish(id, upload),
        onFailed: (failure) => this.fail(id, failure),
      });
    } catch (error) {
      this.fail(id, error);
      return;
    }
    // Paused or given up while the sender was fetched.
    if (this.item(id)?.state === "sending") entry.transfer.start();
  }

  private async finish(id: number, upload: string) {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.upload = upload;
    this.set(id, { state: "adding", error: null, sent: entry.file.size });
    this.pump();
    try {
      const made = await entry.use(upload, entry.key);
      this.set(id, { state: "added", made });
    } catch (error) {
      // An answer came, so the next attempt is another request.
      if (isFailure(error) && error.status > 0) entry.key = crypto.randomUUID();
      this.fail(id, error instanceof Error ? error : new Failure("internal", 0));
    }
  }
}

export const uploads = new Uploads(begin);

if (typeof window !== "undefined") {
  window.addEventListener("online", uploads.online);
  window.addEventListener("beforeunload", (event) => {
    if (uploads.isBusy()) event.preventDefault();
  });
}
