import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Area, AreaItem } from "~/api/client.ts";
import { attention, controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import { CellTip, type Pointed, signs } from "./CellTip.tsx";
import classes from "./Readiness.module.css";
import { useRoving } from "./useRoving.ts";

const kinds = [
  { kind: "requirement", title: m.requirements_by_clause },
  { kind: "control", title: m.controls_by_area },
] as const;

/** Every requirement and control in one grid, by clause and area; each cell leads to its page. */
export function Readiness({ org, areas }: { org: string; areas: Area[] }) {
  const { place, stop, onKeyDown, onFocus } = useRoving(
    areas.flatMap(({ items }) => items.map(({ id }) => id)),
  );
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const point = (item: AreaItem, cell: HTMLElement) => setPointed({ item, cell });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside
    <div
      ref={place}
      onKeyDown={(event) => {
        if (event.key === "Escape") setPointed(null);
        else onKeyDown(event);
      }}
      onMouseLeave={() => setPointed(null)}
    >
      {kinds.map(({ kind, title }) => (
        <Section key={kind} title={title()}>
          {areas
            .filter((area) => area.kind === kind)
            .map((area) => (
              <AreaRow
                key={area.area}
                org={org}
                area={area}
                stop={stop}
                onPoint={point}
                onFocus={onFocus}
                onLeave={() => setPointed(null)}
              />
            ))}
        </Section>
      ))}
      {pointed && <CellTip {...pointed} />}
    </div>
  );
}

interface RowProps {
  org: string;
  area: Area;
  stop: string | undefined;
  onPoint: (item: AreaItem, cell: HTMLElement) => void;
  onFocus: (id: string) => void;
  onLeave: () => void;
}

function AreaRow({ org, area, stop, onPoint, onFocus, onLeave }: RowProps) {
  const met = area.items.filter(({ status }) => status === "implemented" || status === "verified").length;
  const name = `${area.area} ${area.title}`;
  return (
    <div className={classes.area}>
      <h3 className={classes.name}>
        <span className={classes.number}>{area.area}</span>
        <span>
          {area.title}
          <span className={classes.met}>{m.area_met({ met, total: area.items.length })}</span>
        </span>
      </h3>
      <ul className={classes.cells} aria-label={name}>
        {area.items.map((item) => {
          const look = controlStatuses[item.status];
          const signed = signs(item);
          const status = [look.label(), ...signed].join(", ");
          return (
            <li key={item.id}>
              <Link
                to="/o/$org/controls/$id"
                params={{ org, id: item.id }}
                className={classes.cell}
                data-tone={look.tone}
                data-cell
                tabIndex={item.id === stop ? 0 : -1}
                aria-label={m.cell_label({ reference: item.reference, title: item.title, status })}
                onMouseEnter={(event) => onPoint(item, event.currentTarget)}
                onFocus={(event) => {
                  onFocus(item.id);
                  onPoint(item, event.currentTarget);
                }}
                onBlur={onLeave}
              >
                <span className={classes.reference}>
                  {item.reference}
                  {signed.length > 0 && <StateShape look={attention} size={13} />}
                </span>
                <span className={classes.status}>
                  <StateShape look={look} size={14} />
                  {look.label()}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
