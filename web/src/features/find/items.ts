import type { FoundPiece } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";

export type Group = "recent" | "things" | "people" | "commands";

/** One line of the palette. */
export interface Item {
  key: string;
  group: Group;
  label: FoundPiece[];
  Icon?: React.ComponentType<{ size: number; stroke: number; "aria-hidden": "true" }>;
  reference?: string | null;
  look?: Look | undefined;
  passage?: FoundPiece[];
  /** Where it leads; without it, it does something. */
  href?: string;
  run?: () => void;
}

/** Where something opens. */
export type Where = "here" | "tab";

export const optionId = ({ key }: Item) => `find-option-${key.replaceAll(/[^\w-]/g, "-")}`;

export const plain = (text: string): FoundPiece[] => [{ text, marked: false }];

const fold = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The label with the beginnings of words marked that were asked for; null where one of them does not occur. */
export function matching(label: string, asked: string): FoundPiece[] | null {
  const wanted = fold(asked)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const pieces = label.split(/([^\p{L}\p{N}]+)/u).filter(Boolean);
  const begins = (text: string, word: string) => fold(text).startsWith(word);
  if (wanted.length === 0 || !wanted.every((word) => pieces.some((piece) => begins(piece, word))))
    return null;
  return pieces.map((text) => ({ text, marked: wanted.some((word) => begins(text, word)) }));
}
