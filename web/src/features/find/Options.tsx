import type { MouseEvent } from "react";
import type { FoundPiece } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { StateMark } from "~/ui/StateMark.tsx";
import { type Group, type Item, optionId, type Where } from "./items.ts";
import classes from "./Palette.module.css";

const groups: [Group, () => string][] = [
  ["recent", m.find_recent],
  ["things", m.find_things],
  ["people", m.find_people],
  ["commands", m.find_commands],
];

interface Props {
  id: string;
  items: Item[];
  current: Item | undefined;
  onRun: (item: Item, where: Where) => void;
}

/** What was found, in its groups. */
export function Options({ id, items, current, onRun }: Props) {
  return (
    <div id={id} role="listbox" aria-label={m.find_results()} className={classes.list}>
      {groups.map(([group, title]) => {
        const own = items.filter((item) => item.group === group);
        if (own.length === 0) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={group} role="group" aria-labelledby={`find-${group}`}>
            <div id={`find-${group}`} role="presentation" className={classes.title}>
              {title()}
            </div>
            {own.map((item) => (
              <Option key={item.key} item={item} active={item === current} onRun={onRun} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Option({ item, active, onRun }: { item: Item; active: boolean; onRun: Props["onRun"] }) {
  const { Icon, reference, label, passage, look } = item;
  const press = (event: MouseEvent) => {
    const tab = event.metaKey || event.ctrlKey || event.button === 1;
    if (event.button <= 1) onRun(item, tab ? "tab" : "here");
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      id={optionId(item)}
      role="option"
      aria-selected={active}
      className={classes.option}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
      onAuxClick={press}
    >
      {Icon && <Icon size={18} stroke={1.7} aria-hidden="true" />}
      {reference && <span className={classes.reference}>{reference}</span>}
      <span className={classes.words}>
        <span className={classes.label}>
          <Pieces pieces={label} />
        </span>
        {passage && passage.length > 0 && (
          <span className={classes.passage}>
            <Pieces pieces={passage} />
          </span>
        )}
      </span>
      {look && <StateMark look={look} />}
    </div>
  );
}

function Pieces({ pieces }: { pieces: FoundPiece[] }) {
  return pieces.map(({ text, marked }, position) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text stay in their order
    marked ? <mark key={position}>{text}</mark> : text,
  );
}
