import { useState } from "react";
import { focusedRow, focusRow, useSingleKeys } from "~/lib/keys.ts";
import type { Aim } from "./ItemDrawer.tsx";

interface Options {
  /** Opens a row's thing beside the list, or closes what is open. */
  onOpen: (id: string | undefined) => void;
  /** Chooses a row, where rows can be chosen. */
  onChoose?: ((id: string) => void) | undefined;
  /** Gives what is chosen to somebody; where nothing can be chosen, the row's thing is opened for it. */
  onAssign?: (() => void) | undefined;
}

/** The keys of every list: `j` and `k` go on, `x` chooses, `e` changes, `a` gives to somebody. */
export function useListKeys({ onOpen, onChoose, onAssign }: Options) {
  const [aim, setAim] = useState<Aim>(null);
  const open = (id: string | undefined, next: Aim = null) => {
    setAim(next);
    onOpen(id);
  };
  const withRow = (act: (id: string) => void) => {
    const id = focusedRow();
    if (id) act(id);
  };
  useSingleKeys({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    x: () => withRow((id) => onChoose?.(id)),
    e: () => withRow((id) => open(id, "field")),
    a: () => (onAssign ? onAssign() : withRow((id) => open(id, "owner"))),
  });
  return { aim, open };
}
