import { type KeyboardEvent, useEffect, useRef } from "react";
import type { DayName } from "~/api/client.ts";
import { keyed } from "./days.ts";

/**
 * A grid of days with one stop for Tab: the day in the address. Keys move it, and the focus follows once that day is on the
 * page.
 */
export function useDays(date: string, first: DayName, onDate: (date: string) => void) {
  const place = useRef<HTMLDivElement>(null);
  const moves = useRef(false);
  useEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    place.current?.querySelector<HTMLElement>(`[data-day="${date}"]`)?.focus();
  }, [date]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const day = (event.target as HTMLElement).dataset?.day;
    const next = day && keyed(event.key, day, first);
    if (!next) return;
    event.preventDefault();
    moves.current = true;
    onDate(next);
  };
  return { place, onKeyDown };
}
