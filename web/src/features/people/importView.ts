import type { ImportFate, ImportField, ImportPreview, ImportRow } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

export const fates: Record<ImportFate, Look> = {
  added: { label: m.import_added, shape: "full", tone: "green" },
  changed: { label: m.import_changed, shape: "half", tone: "blue" },
  same: { label: m.import_same, shape: "empty", tone: "grey" },
  wrong: { label: m.import_wrong, shape: "alert", tone: "red" },
};

export const fateNames = Object.keys(fates) as ImportFate[];

const fields: Record<ImportField, () => string> = {
  name: m.name,
  address: m.address,
  zone: m.zone,
  roles: m.roles,
  manager: m.line_manager,
};

/** What a row would change, or what is wrong with it, a line each. */
export function rowWords(row: ImportRow): string[] {
  const differences = row.differences.map(({ field, before, after }) =>
    m.import_difference({ field: fields[field](), before: before || m.nothing(), after }),
  );
  const faults = row.faults.map(({ field, detail }) => m.import_fault({ field: fields[field](), detail }));
  return [...differences, ...faults];
}

const BOM = "\uFEFF";
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of a CSV, which no spreadsheet takes for a formula. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csv = (rows: string[][]) =>
  new Blob([BOM, ...rows.map((row) => `${row.map(cell).join(",")}\r\n`)], { type: "text/csv" });

/** The rows in which something is wrong as they stood in the file, and beside each the reason. */
export function wrongRows({ headings, rows }: ImportPreview): Blob {
  const wrong = rows.filter(({ fate }) => fate === "wrong");
  const whole = (cells: string[]) => headings.map((_, index) => cells[index] ?? "");
  return csv([
    [...headings, m.import_reason()],
    ...wrong.map((row) => [...whole(row.cells), rowWords(row).join("; ")]),
  ]);
}

export const example = () =>
  csv([
    ["name", "address", "zone", "roles", "manager"],
    ["Grace Hopper", "grace@example.org", "America/New_York", "Contributor, Auditor", "linus@example.org"],
    ["Linus Pauling", "linus@example.org", "", "AIMS manager", ""],
  ]);
