import { ActionIcon, Drawer } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { focusRowOf, useKeysOn } from "~/lib/keys.ts";
import { isWriting } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "./FailureNotice.tsx";
import classes from "./ItemDrawer.module.css";
import { LoadingLines } from "./Loading.tsx";
import { Beside } from "./Page.tsx";

/** Where the focus goes once the thing is there: `e` to its first field, `a` to whose it is. */
export type Aim = "field" | "owner" | null;

interface Props {
  /** The thing that is open, by the id of its row. */
  open: string | undefined;
  /** The rows of the list in their order. */
  ids: readonly string[];
  aim: Aim;
  /** Another thing instead, or none. */
  onOpen: (id: string | undefined) => void;
  /** The way to the thing's own page. */
  page: (id: string) => ReactNode;
  children: (id: string) => ReactNode;
}

const aims = {
  field: "[data-facts] input, [data-facts] select, [data-facts] button",
  owner: "[data-facts] [data-person]",
};

/** Something of a list beside the list: one looks at it, goes on to the next, and is back where one was. */
export function ItemDrawer({ open, ids, aim, onOpen, page, children }: Props) {
  // While it goes away, it shows what it showed.
  const last = useRef(open);
  if (open) last.current = open;
  const at = open ? ids.indexOf(open) : -1;
  const go = (step: 1 | -1) => {
    const next = at >= 0 ? ids[at + step] : undefined;
    if (next) onOpen(next);
  };
  const close = () => {
    onOpen(undefined);
    if (open) focusRowOf(open);
  };
  useDrawerKeys({ open: Boolean(open), go, close });
  const id = open ?? last.current;
  return (
    <Drawer.Root
      opened={Boolean(open)}
      onClose={close}
      position="right"
      size="min(760px, 100%)"
      closeOnEscape={false}
      returnFocus={false}
    >
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content aria-label={m.drawer_label()} data-drawer="true">
        <Drawer.Header className={classes.head}>
          {id && page(id)}
          <span className={classes.ways}>
            {at >= 0 && (
              <span className={classes.place}>{m.drawer_place({ at: at + 1, count: ids.length })}</span>
            )}
            <ActionIcon
              variant="subtle"
              disabled={at <= 0}
              aria-label={m.drawer_previous()}
              aria-keyshortcuts="k"
              onClick={() => go(-1)}
            >
              <IconChevronUp size={18} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              disabled={at < 0 || at >= ids.length - 1}
              aria-label={m.drawer_next()}
              aria-keyshortcuts="j"
              onClick={() => go(1)}
            >
              <IconChevronDown size={18} />
            </ActionIcon>
            <Drawer.CloseButton />
          </span>
        </Drawer.Header>
        <Drawer.Body className={classes.body}>
          {id && (
            <Beside>
              <CatchBoundary
                getResetKey={() => id}
                errorComponent={({ error, reset }) => <FailureNotice error={error} onRetry={reset} />}
              >
                <Suspense fallback={<LoadingLines />}>
                  {children(id)}
                  <Focus id={id} aim={aim} />
                </Suspense>
              </CatchBoundary>
            </Beside>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** Stands beside what is loaded, and so begins when that has come. */
function Focus({ id, aim }: { id: string; aim: Aim }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing is another beginning
  useEffect(() => {
    // After the drawer has taken the focus itself, which it does a moment after it appears.
    let timer = setTimeout(() => {
      timer = setTimeout(take);
    });
    const take = () => {
      const drawer = document.querySelector<HTMLElement>("[data-drawer]");
      const target = aim ? drawer?.querySelector<HTMLElement>(aims[aim]) : null;
      if (target) target.focus();
      else if (!drawer?.contains(document.activeElement)) drawer?.querySelector<HTMLElement>("h2")?.focus();
    };
    return () => clearTimeout(timer);
  }, [id, aim]);
  return null;
}

interface Keys {
  open: boolean;
  go: (step: 1 | -1) => void;
  close: () => void;
}

/** `j`, `k` and Escape, unless something lies open above the drawer. */
function useDrawerKeys({ open, go, close }: Keys) {
  const [on] = useKeysOn();
  const act = useRef({ go, close });
  act.current = { go, close };
  useEffect(() => {
    if (!open) return;
    // Before anything closes by the same key: what is above the drawer goes first, and the drawer stays.
    const press = (event: KeyboardEvent) => {
      const busy = document.querySelector(
        "[role=dialog]:not([data-drawer]),[role=menu],[aria-haspopup=listbox][aria-expanded=true]",
      );
      const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (busy || modified) return;
      const writing = isWriting(event.target);
      if (event.key === "Escape") {
        // What was being written is not thrown away by one key.
        if (writing && event.target instanceof HTMLElement) event.target.blur();
        else act.current.close();
      } else if (on && !writing && event.key === "j") act.current.go(1);
      else if (on && !writing && event.key === "k") act.current.go(-1);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [open, on]);
}
