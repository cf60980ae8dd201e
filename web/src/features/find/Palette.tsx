import { Loader, Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Organisation, Session } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { type Item, optionId, type Where } from "./items.ts";
import { Keys } from "./Keys.tsx";
import { Nothing } from "./Nothing.tsx";
import { Options } from "./Options.tsx";
import classes from "./Palette.module.css";
import { findQuery, LONGEST } from "./queries.ts";
import type { Early } from "./useEarlyKeys.ts";
import { useItems } from "./useItems.ts";

interface Props {
  organisation: Organisation;
  session: Session;
  early: Early;
  onClose: (elsewhere?: boolean) => void;
}

/** How long one may rest between two letters before the server is asked. */
const REST = 120;
const LIST = "find-results";

/** Finds things, people and commands: a field that keeps the focus, and a list that the arrows walk through. */
export function Palette({ organisation, session, early, onClose }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const asked = typed.trim();
  const [rested] = useDebouncedValue(asked, REST);
  const finds = useQuery(findQuery(organisation.slug, asked === "" ? "" : rested));
  const items = useItems({
    organisation,
    session,
    asked,
    found: asked === "" ? [] : (finds.data?.items ?? []),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  // Enter that came before the answer waits for it, or it would open what stood there before.
  const [waits, setWaits] = useState<Where | null>(null);
  const settled = asked === "" || finds.isError || (finds.data?.q === asked && !finds.isPlaceholderData);
  const at = Math.max(
    0,
    items.findIndex(({ key }) => key === chosen),
  );
  const list = useRef<HTMLDivElement>(null);
  // The focus is in the field as soon as the field is: a timer would lose what is typed until then.
  const first = useRef(early);
  const begin = useCallback((field: HTMLInputElement | null) => {
    if (!field) return;
    field.focus();
    setTyped(first.current.end().slice(0, LONGEST));
  }, []);

  const run = (item: Item | undefined, where: Where) => {
    if (!item) return;
    if (item.href && where === "tab") return void window.open(item.href, "_blank", "noopener");
    onClose(item.href !== undefined);
    if (item.href) router.history.push(item.href);
    else item.run?.();
  };
  useEffect(() => {
    if (!waits || !settled) return;
    setWaits(null);
    run(items[at], waits);
  });
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const where = event.metaKey || event.ctrlKey ? "tab" : "here";
      if (settled || chosen !== null) run(items[at], where);
      else setWaits(where);
    } else if (step && items.length > 0) {
      event.preventDefault();
      const next =
        Math.abs(step) === 1 ? at + step + items.length : Math.min(Math.max(at + step, 0), items.length - 1);
      setChosen(items[next % items.length]?.key ?? null);
    }
  };
  const current = items[at];
  return (
    <Modal.Root opened onClose={() => onClose()} returnFocus={false} size={640} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={m.find_dialog()} classNames={{ content: classes.palette }}>
        <div className={classes.field}>
          <IconSearch size={18} stroke={1.7} aria-hidden="true" />
          <input
            ref={begin}
            type="text"
            role="combobox"
            className={classes.input}
            aria-label={m.find_dialog()}
            aria-expanded={items.length > 0}
            aria-controls={LIST}
            aria-autocomplete="list"
            aria-activedescendant={current && optionId(current)}
            placeholder={m.find_placeholder()}
            maxLength={LONGEST}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-autofocus
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(null);
              setWaits(null);
            }}
            onKeyDown={onKeyDown}
          />
          {!settled && <Loader size={16} aria-label={m.find_waiting()} />}
        </div>
        <FailureNotice error={asked === "" ? null : finds.error} onRetry={() => finds.refetch()} />
        <div ref={list} className={classes.results}>
          <Options id={LIST} items={items} current={current} onRun={run} />
          {settled && !finds.isError && items.length === 0 && <Nothing asked={asked} me={organisation.me} />}
        </div>
        <p role="status" className={classes.status}>
          {settled && asked !== "" && items.length > 0 && m.find_found({ count: items.length })}
        </p>
        <Keys />
      </Modal.Content>
    </Modal.Root>
  );
}
