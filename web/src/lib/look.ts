import { oneOf, present, text } from "./search.ts";

export type Density = "comfortable" | "compact";

/** How a list is looked at, beside what it shows; a part of its address like the filters. */
export interface ListLook {
  /** The columns in their order, separated by commas. */
  columns?: string;
  density?: Density;
  /** The list's other shape, where it has one. */
  as?: "board";
  /** The saved view that was opened. */
  view?: string;
  /** The row whose thing is open beside the list. */
  open?: string;
}

export type Patch<T> = { [K in keyof T]: T[K] | undefined };

/** What of an address says how a list is looked at; columns that the list does not have are left out. */
export function readLook(search: Record<string, unknown>, all: readonly string[]): ListLook {
  const named = text(search.columns)?.split(",") ?? [];
  const columns = [...new Set(named.filter((each) => all.includes(each)))].join(",");
  return present({
    columns: columns || undefined,
    density: oneOf(["comfortable", "compact"] as const, search.density),
    as: oneOf(["board"] as const, search.as),
    view: text(search.view),
    open: text(search.open),
  });
}

/** The address without what is no question to the server. */
export function asked<T extends ListLook>(search: T): Omit<T, keyof ListLook> {
  const { columns, density, as: _, view, open, ...rest } = search;
  return rest;
}

/** What of an address a saved view keeps: everything but which view it is and what lies open. */
export function lookOf<T extends ListLook>(search: T): Record<string, string> {
  const { view, open, ...rest } = search;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)]));
}

/** Whether a filter is set: neither the sort nor the look hides a row. */
export function isFiltered<T extends ListLook & { sort?: string }>(search: T): boolean {
  const { sort, ...filters } = asked(search) as { sort?: string };
  return Object.keys(filters).length > 0;
}

/** A column one place further up or down. */
export function moved(columns: readonly string[], name: string, step: 1 | -1): string[] {
  const from = columns.indexOf(name);
  const to = from + step;
  if (from < 0 || to < 0 || to >= columns.length) return [...columns];
  const next = columns.filter((each) => each !== name);
  next.splice(to, 0, name);
  return next;
}
