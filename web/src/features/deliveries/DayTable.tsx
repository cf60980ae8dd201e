import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Behind } from "./Behind.tsx";
import classes from "./Dashboard.module.css";
import { type Figures, partNames, partStates } from "./figures.ts";
import type { DeliverySearch } from "./queries.ts";
import { partWords } from "./view.ts";

interface Props {
  org: string;
  days: string | undefined;
  each: (Figures & { day: string })[];
}

/** The chart in figures, the latest day first; days on which nothing was planned are left out. */
export function DayTable({ org, days, each }: Props) {
  const rows = each.filter(({ planned }) => planned > 0).reverse();
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={m.delivery_by_day()}>
        <thead>
          <tr>
            <th scope="col">{m.delivery_day()}</th>
            <th scope="col">{m.delivery_all_planned()}</th>
            {partNames.map((part) => (
              <th key={part} scope="col">
                {partWords[part]()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const span = { since: row.day, until: row.day };
            return (
              <tr key={row.day}>
                <th scope="row">{formatDate(row.day)}</th>
                <td>
                  <Count org={org} days={days} count={row.planned} search={span} />
                </td>
                {partNames.map((part) => (
                  <td key={part}>
                    <Count
                      org={org}
                      days={days}
                      count={row.parts[part]}
                      search={{ ...span, state: partStates[part] }}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CountProps {
  org: string;
  days: string | undefined;
  count: number;
  search: DeliverySearch;
}

/** A count that leads to what it counts; none leads nowhere. */
export function Count({ org, days, count, search }: CountProps) {
  if (count === 0) return <span className={classes.zero}>0</span>;
  return (
    <Behind org={org} days={days} search={search}>
      {count}
    </Behind>
  );
}
