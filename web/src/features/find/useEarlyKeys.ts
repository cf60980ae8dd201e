import { useEffect, useRef } from "react";

/** What is typed before the palette stands there. */
export interface Early {
  /** Keeps what is typed from now on. */
  begin: () => void;
  /** What was typed since then; from now on it goes to whatever has the focus. */
  end: () => string;
}

function listen() {
  let typed = "";
  const keep = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", keep, true);
  return () => {
    window.removeEventListener("keydown", keep, true);
    return typed;
  };
}

/**
 * Keeps what is typed between the key that opens the palette and the palette: its code may still be on its way, and
 * whoever knows what they look for does not wait.
 */
export function useEarlyKeys(): Early {
  const stop = useRef<(() => string) | null>(null);
  const early = useRef<Early>({
    begin: () => {
      stop.current?.();
      stop.current = listen();
    },
    end: () => {
      const typed = stop.current?.() ?? "";
      stop.current = null;
      return typed;
    },
  });
  useEffect(() => () => void early.current.end(), []);
  return early.current;
}
