import { type KeyboardEvent, useRef, useState } from "react";

/** How far a key leads: along the cells, or from one row of cells to another. */
const steps: Record<string, "next" | "before" | "below" | "above" | "first" | "last"> = {
  ArrowRight: "next",
  ArrowLeft: "before",
  ArrowDown: "below",
  ArrowUp: "above",
  Home: "first",
  End: "last",
};

/** Many links with one stop for Tab: arrows lead from one to the next, as they lie on the screen. */
export function useRoving(ids: string[]) {
  const place = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(ids[0]);
  const stop = ids.includes(current ?? "") ? current : ids[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cells = [...(place.current?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
    const at = cells.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    target(cells, at, step)?.focus();
  };
  return { place, stop, onKeyDown, onFocus: setCurrent };
}

function target(cells: HTMLElement[], at: number, step: (typeof steps)[string]): HTMLElement | undefined {
  if (step === "next") return cells[at + 1];
  if (step === "before") return cells[at - 1];
  if (step === "first") return cells[0];
  if (step === "last") return cells.at(-1);
  const here = cells[at]?.getBoundingClientRect();
  if (!here) return undefined;
  const boxes = cells.map((cell) => ({ cell, box: cell.getBoundingClientRect() }));
  const way = step === "below" ? 1 : -1;
  const beyond = boxes.filter(({ box }) => (box.top - here.top) * way > 1);
  const rows = beyond.map(({ box }) => box.top);
  const row = step === "below" ? Math.min(...rows) : Math.max(...rows);
  return beyond
    .filter(({ box }) => Math.abs(box.top - row) <= 1)
    .sort((one, other) => Math.abs(one.box.left - here.left) - Math.abs(other.box.left - here.left))[0]?.cell;
}
