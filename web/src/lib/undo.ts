/** For how long something can be taken back. */
export const UNDO_MS = 10_000;

/** Something that was done and can still be taken back. */
export interface Offer {
  id: number;
  /** Takes it back, and says what became of that. */
  takeBack: () => Promise<string>;
  /** How long is left; counted down while nobody looks closely. */
  left: number;
  /** Since when it runs; null while it is held. */
  since: number | null;
}

interface Listener {
  /** It is over: taken back, let go or run out. */
  onEnd: (id: number) => void;
}

/**
 * What can be taken back at this moment, latest last. Taking something back is a new change over what is there by then,
 * made by whoever offered it; this only counts the seconds and knows whose turn it is.
 */
export class UndoStack {
  private offers: Offer[] = [];
  private timers = new Map<number, ReturnType<typeof setTimeout>>();
  private next = 1;
  private readonly listener: Listener;
  private readonly now: () => number;

  constructor(listener: Listener, now: () => number = () => performance.now()) {
    this.listener = listener;
    this.now = now;
  }

  offer(takeBack: () => Promise<string>): number {
    const id = this.next++;
    this.offers.push({ id, takeBack, left: UNDO_MS, since: null });
    this.run(id);
    return id;
  }

  /** The seconds stand still: somebody points at it or has the focus there. */
  hold(id: number) {
    const offer = this.find(id);
    if (!offer || offer.since === null) return;
    clearTimeout(this.timers.get(id));
    offer.left = this.remaining(id);
    offer.since = null;
  }

  run(id: number) {
    const offer = this.find(id);
    if (!offer || offer.since !== null) return;
    offer.since = this.now();
    this.timers.set(
      id,
      setTimeout(() => this.end(id), offer.left),
    );
  }

  remaining(id: number): number {
    const offer = this.find(id);
    if (!offer) return 0;
    const passed = offer.since === null ? 0 : this.now() - offer.since;
    return Math.max(0, offer.left - passed);
  }

  /** Takes back this, or what was done last; null where there is nothing. It is offered once. */
  take(id?: number): Promise<string> | null {
    const offer = id === undefined ? this.offers.at(-1) : this.find(id);
    if (!offer) return null;
    this.end(offer.id);
    return offer.takeBack();
  }

  /** It stays as it is. */
  end(id: number) {
    if (!this.find(id)) return;
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.offers = this.offers.filter((offer) => offer.id !== id);
    this.listener.onEnd(id);
  }

  private find(id: number) {
    return this.offers.find((offer) => offer.id === id);
  }
}

/** Whether a key press is meant for what is being written. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  const pressed = ["checkbox", "radio", "button", "submit", "range"];
  return target instanceof HTMLInputElement && !pressed.includes(target.type);
}

/** Whether a thing still says what a change made it say, field by field. */
export const stillSays =
  <Thing, Body extends object>(value: (thing: Thing, field: keyof Body) => unknown) =>
  (thing: Thing, changed: Body) =>
    (Object.keys(changed) as (keyof Body)[]).every(
      (field) => JSON.stringify(value(thing, field) ?? null) === JSON.stringify(changed[field] ?? null),
    );

interface Restoring<Thing, Body> {
  read: () => Promise<Thing>;
  send: (version: number, body: Body) => Promise<Thing>;
  holds: (thing: Thing, changed: Body) => boolean;
  changed: Body;
  before: Body;
}

/**
 * Gives fields their former values, by a new change over the version that is there now. Where somebody else has changed
 * one of them since, nothing happens: null.
 */
export async function restore<Thing extends { version: number }, Body>({
  read,
  send,
  holds,
  changed,
  before,
}: Restoring<Thing, Body>): Promise<Thing | null> {
  const now = await read();
  return holds(now, changed) ? send(now.version, before) : null;
}
