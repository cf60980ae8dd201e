import { Checkbox } from "@mantine/core";
import type { KeyboardEventHandler } from "react";
import type { ChecklistItem } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./TaskWork.module.css";

interface Props {
  item: ChecklistItem;
  checked: boolean;
  zone: string;
  disabled: boolean;
  onTick: (done: boolean) => void;
  onKeyDown: KeyboardEventHandler;
}

/** An item with its box, and who ticked it when. */
export function ChecklistBox({ item, checked, zone, disabled, onTick, onKeyDown }: Props) {
  const tick = item.done;
  const name = tick?.by?.name ?? m.actor_system();
  return (
    <Checkbox
      label={<span className={checked ? classes.done : undefined}>{item.text}</span>}
      description={tick && checked ? m.by_at({ name, at: formatInstant(tick.at, zone) }) : undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onTick(event.currentTarget.checked)}
      onKeyDown={onKeyDown}
    />
  );
}
