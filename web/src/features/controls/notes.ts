/** Formatted text as the server keeps it: a tree of these, and nothing else. */
export interface NotesNode {
  type: string;
  attrs?: { level?: number; href?: string };
  content?: NotesNode[];
  text?: string;
  marks?: { type: string; attrs?: { href?: string } }[];
}

/** The most that notes may take. */
const MOST_BYTES = 64 * 1024;

export const isTooLong = (notes: NotesNode) =>
  new TextEncoder().encode(JSON.stringify(notes)).length > MOST_BYTES;

/** Whether a link leads to a page or an address, and does nothing else. */
export const leadsOutside = (href: string) => /^(https?:\/\/|mailto:)[^\s]+$/i.test(href);

export const sameNotes = (one: unknown, other: unknown) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** The server does not keep the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
