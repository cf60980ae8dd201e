import type { AreaItem } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./CellTip.module.css";

export interface Pointed {
  item: AreaItem;
  cell: HTMLElement;
}

const MARGIN = 8;
const WIDTH = 280;

/** What about it wants looking at, in words. */
export function signs(item: AreaItem): string[] {
  return [
    item.unproven && m.attention_unproven(),
    item.lapsed_on && m.verification_lapsed_on({ date: formatDate(item.lapsed_on) }),
    item.overdue && m.figure_overdue(),
  ].filter((each) => typeof each === "string");
}

/** What a cell has no room for; it says nothing that its link does not lead to, so it is hidden from who listens. */
export function CellTip({ item, cell }: Pointed) {
  const box = cell.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(box.left, window.innerWidth - WIDTH - MARGIN));
  const said = signs(item);
  return (
    <div className={classes.tip} aria-hidden="true" style={{ left, top: box.bottom + MARGIN, width: WIDTH }}>
      <strong>
        {item.reference} {item.title}
      </strong>
      <span>{controlStatuses[item.status].label()}</span>
      {said.map((each) => (
        <span key={each}>{each}</span>
      ))}
      <span>
        {m.owner()}: {item.owner?.name ?? m.nobody()}
      </span>
      {item.due && (
        <span>
          {m.due()}: {formatDate(item.due)}
        </span>
      )}
    </div>
  );
}
