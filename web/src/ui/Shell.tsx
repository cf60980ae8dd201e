import "@mantine/notifications/styles.css";
import { Burger } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import "~/lib/refusals.ts";
import { m } from "~/paraglide/messages.js";
import { KeyHelp } from "./KeyHelp.tsx";
import { useUndoKey } from "./notify.tsx";
import classes from "./Shell.module.css";

interface Props {
  brand: ReactNode;
  aside: ReactNode;
  navigation: ReactNode;
  account: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in page: navigation at the left, behind a button on a phone. */
export function Shell({ brand, aside, navigation, account, children }: Props) {
  const [open, setOpen] = useState(false);
  useUndoKey();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving elsewhere closes the phone's menu
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [open]);
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip">
        {m.skip_to_content()}
      </a>
      <header className={classes.side}>
        <div className={classes.top}>
          <div className={classes.brand}>{brand}</div>
          {aside}
          <Burger
            className={classes.burger}
            opened={open}
            onClick={() => setOpen(!open)}
            size="sm"
            aria-label={m.menu()}
            aria-expanded={open}
            aria-controls="navigation"
          />
        </div>
        <div id="navigation" className={classes.drawer} data-open={open}>
          <nav aria-label={m.main_navigation()}>{navigation}</nav>
          <div className={classes.account}>{account}</div>
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <div className={classes.page}>{children}</div>
      </main>
      <KeyHelp />
      <Notifications position="bottom-right" limit={5} />
    </div>
  );
}
