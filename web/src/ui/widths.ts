import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { VIRTUAL_FROM } from "./TableRows.tsx";

interface Width {
  name: string;
  share: string;
}

/**
 * Columns keep the widths that they had at first: of a long list only what is seen is on the page, and widths that follow
 * what is on the page would jump while one scrolls. Nothing for a short list.
 */
export function useKeptWidths(
  table: RefObject<HTMLTableElement | null>,
  look: string,
  rows: number,
): Width[] | null {
  const long = rows >= VIRTUAL_FROM;
  const [kept, setKept] = useState<{ look: string; widths: Width[] } | null>(null);
  useLayoutEffect(() => {
    if (!long || kept?.look === look) return;
    const heads = [...(table.current?.querySelectorAll<HTMLElement>("thead th") ?? [])];
    const seen = heads.map((head) => ({
      name: head.dataset.column ?? "",
      width: head.getBoundingClientRect().width,
    }));
    const whole = seen.reduce((sum, { width }) => sum + width, 0);
    if (whole === 0) return;
    // What a phone leaves out takes no column.
    const widths = seen
      .filter(({ width }) => width > 0)
      .map(({ name, width }) => ({ name, share: `${((width / whole) * 100).toFixed(2)}%` }));
    setKept({ look, widths });
  });
  useEffect(() => {
    const forget = () => setKept(null);
    window.addEventListener("resize", forget);
    return () => window.removeEventListener("resize", forget);
  }, []);
  return long && kept?.look === look ? kept.widths : null;
}
