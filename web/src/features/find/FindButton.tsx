import { Kbd } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import type { Organisation, Session } from "~/api/client.ts";
import { modifier } from "~/lib/keys.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./FindButton.module.css";
import { useVisits } from "./recent.ts";
import { useEarlyKeys } from "./useEarlyKeys.ts";

const load = () => import("./Palette.tsx");
const Palette = lazy(() => load().then(({ Palette }) => ({ default: Palette })));

interface Props {
  organisation: Organisation;
  session: Session;
}

/** Opens the palette, as ⌘K does from anywhere. */
export function FindButton({ organisation, session }: Props) {
  const [opened, { open: show, close: hide }] = useDisclosure();
  const before = useRef<Element | null>(null);
  const early = useEarlyKeys();
  const open = () => {
    before.current = document.activeElement;
    early.begin();
    show();
  };
  /** Whoever goes elsewhere does not come back to where they were. */
  const close = (elsewhere = false) => {
    if (elsewhere) before.current = null;
    early.end();
    hide();
  };
  // With the palette gone, and before another key arrives: later it could take the focus from one opened again.
  useLayoutEffect(() => {
    if (opened || !(before.current instanceof HTMLElement)) return;
    before.current.focus();
    before.current = null;
  }, [opened]);
  useVisits(organisation);
  useHotkeys(
    [
      [
        "mod+K",
        () => {
          if (opened) close();
          // What is being written in another dialog is not left behind by a key.
          else if (!document.querySelector("[role=dialog]")) open();
        },
      ],
    ],
    [],
    true,
  );
  // The page is there first; then the palette is fetched, so that it opens at once.
  useEffect(() => {
    const timer = setTimeout(load, 1_500);
    return () => clearTimeout(timer);
  }, []);
  const keys = `${modifier()}${modifier() === "Ctrl" ? "+" : ""}K`;
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-label={m.find_button({ keys })}
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={() => void load()}
      >
        <IconSearch size={18} stroke={1.7} aria-hidden="true" />
        <span className={classes.word}>{m.find()}</span>
        <Kbd size="xs" className={classes.keys}>
          {keys}
        </Kbd>
      </button>
      {opened && (
        <Suspense fallback={null}>
          <Palette organisation={organisation} session={session} early={early} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
