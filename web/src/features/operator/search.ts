const parts = ["organisations", "jobs", "log"] as const;

type PartName = (typeof parts)[number];

/** What an address of the console speaks of. */
export interface ConsoleSearch {
  part?: PartName;
  /** The organisation that is looked at. */
  org?: string;
  q?: string;
  /** Jobs that are tried again, instead of those that were given up. */
  waiting?: boolean;
}

export function readConsole(search: Record<string, unknown>): ConsoleSearch {
  const part = parts.find((name) => name === search.part);
  const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));
  const [org, q] = [text(search.org), text(search.q)];
  const waiting = search.waiting === true || search.waiting === "true";
  return { ...(part && { part }), ...(org && { org }), ...(q && { q }), ...(waiting && { waiting }) };
}
