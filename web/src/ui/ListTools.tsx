import { ActionIcon, Button, Checkbox, Popover, SegmentedControl } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { type Density, moved } from "~/lib/look.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./ListTools.module.css";

/** The line above the filters: views at the left, what is done with the list at the right. */
export function ListTools({ views, children }: { views: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.tools}>
      <div className={classes.views}>{views}</div>
      <div className={classes.right}>{children}</div>
    </div>
  );
}

interface Props {
  /** Every column that there is, with what it is called. */
  columns: { id: string; label: string }[];
  /** Those that show, in their order. */
  shown: readonly string[];
  /** The one with the name, which always shows. */
  main: string;
  density: Density;
  isStandard: boolean;
  onColumns: (columns: readonly string[] | null) => void;
  onDensity: (density: Density) => void;
}

/** Which columns a list shows, in which order, and how close its rows stand. */
export function LookMenu(props: Props) {
  const { columns, shown, main, density, isStandard, onColumns, onDensity } = props;
  const list = useRef<HTMLUListElement>(null);
  const known = shown.filter((id) => columns.some((column) => column.id === id));
  const hidden = columns.filter(({ id }) => !known.includes(id)).map(({ id }) => id);
  const label = (id: string) => columns.find((column) => column.id === id)?.label ?? id;
  const toggle = (id: string) =>
    onColumns(known.includes(id) ? known.filter((each) => each !== id) : [...known, id]);
  const move = (id: string, step: 1 | -1) => {
    onColumns(moved(known, id, step));
    // The button moves with its column: the focus goes along, or to the other one at an end.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-name="${id}"]`);
      const buttons = row?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)");
      [...(buttons ?? [])].find((each) => each.dataset.step === String(step))?.focus();
      if (!row?.contains(document.activeElement)) buttons?.[0]?.focus();
    });
  };
  return (
    <Popover position="bottom-end" width={290} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden="true" />}
        >
          {m.look()}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.head} id="look-density">
          {m.density()}
        </p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="look-density"
          value={density}
          data={[
            { value: "comfortable", label: m.density_comfortable() },
            { value: "compact", label: m.density_compact() },
          ]}
          onChange={(value) => onDensity(value as Density)}
        />
        <p className={classes.head} id="look-columns">
          {m.columns()}
        </p>
        <ul ref={list} className={classes.list} aria-labelledby="look-columns">
          {[...known, ...hidden].map((id) => {
            const at = known.indexOf(id);
            return (
              <li key={id} data-name={id} className={classes.column}>
                <Checkbox
                  size="xs"
                  label={label(id)}
                  checked={at >= 0}
                  disabled={id === main}
                  onChange={() => toggle(id)}
                />
                {at >= 0 && (
                  <span>
                    <ActionIcon
                      variant="subtle"
                      size={26}
                      data-step="-1"
                      disabled={at === 0}
                      aria-label={m.column_earlier({ name: label(id) })}
                      onClick={() => move(id, -1)}
                    >
                      <IconChevronUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      size={26}
                      data-step="1"
                      disabled={at === known.length - 1}
                      aria-label={m.column_later({ name: label(id) })}
                      onClick={() => move(id, 1)}
                    >
                      <IconChevronDown size={14} />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        {!isStandard && (
          <Button variant="subtle" size="compact-sm" onClick={() => onColumns(null)}>
            {m.columns_standard()}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
