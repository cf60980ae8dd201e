import { formatLongDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Calendar.module.css";
import { monthOf } from "./days.ts";
import { LongEntry } from "./Entry.tsx";
import { type Day, monthTitle } from "./view.ts";

interface Props {
  org: string;
  today: string;
  /** The days on which something is due, in their order. */
  days: Day[];
  onOpen: (day: string) => void;
}

/** What is due day by day, month by month. */
export function ListView({ org, today, days, onOpen }: Props) {
  const months = [...new Set(days.map(({ day }) => monthOf(day)))];
  return months.map((month) => (
    <section key={month} className={classes.listMonth}>
      <h2 className={classes.listTitle}>{monthTitle(`${month}-01`)}</h2>
      {days
        .filter(({ day }) => monthOf(day) === month)
        .map((day) => (
          <section key={day.day} className={classes.listDay} data-today={day.day === today || undefined}>
            <h3>
              <time dateTime={day.day}>{formatLongDate(day.day)}</time>
              {day.day === today && <span className={classes.off}>{m.calendar_today()}</span>}
              {day.off && <span className={classes.off}>{day.off}</span>}
            </h3>
            {day.entries.length > 0 && (
              <ul className={classes.entries}>
                {day.entries.map((entry) => (
                  <li key={entry.id}>
                    <LongEntry org={org} entry={entry} today={today} />
                  </li>
                ))}
              </ul>
            )}
            {day.count > day.entries.length && (
              <button type="button" className={classes.more} onClick={() => onOpen(day.day)}>
                {m.calendar_more({ count: day.count - day.entries.length })}
              </button>
            )}
          </section>
        ))}
    </section>
  ));
}
