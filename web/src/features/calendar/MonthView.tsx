import type { DayName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Calendar.module.css";
import { monthOf, timeOf, weekOf, weeksOf } from "./days.ts";
import { ShortEntry } from "./Entry.tsx";
import { useDays } from "./useDays.ts";
import { type Day, dayLabel, monthTitle, times, weekdays } from "./view.ts";

export interface GridProps {
  org: string;
  date: string;
  today: string;
  first: DayName;
  of: (day: string) => Day;
  onDate: (date: string) => void;
  onOpen: (day: string) => void;
}

/** A month, each day with the first of what is due. */
export function MonthView(props: GridProps) {
  const { date, first, onDate } = props;
  const { place, onKeyDown } = useDays(date, first, onDate);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the days inside
    <div ref={place} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved through is a grid */}
      <table role="grid" className={classes.month} aria-label={monthTitle(date)}>
        <thead>
          <tr>
            {weekOf(first).map((name) => (
              <th key={name} scope="col" abbr={weekdays[name]()}>
                {weekdays[name]().slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(date, first).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Cell key={day} {...props} day={props.of(day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ org, date, today, day, onOpen }: GridProps & { day: Day }) {
  const outside = monthOf(day.day) !== monthOf(date);
  const more = day.count - day.entries.length;
  const time = timeOf(day.day, today);
  return (
    <td
      className={classes.cell}
      data-outside={outside || undefined}
      data-off={day.off !== null || undefined}
      data-today={day.day === today || undefined}
    >
      <div className={classes.head}>
        <button
          type="button"
          className={classes.number}
          data-day={day.day}
          tabIndex={day.day === date ? 0 : -1}
          aria-label={dayLabel(day, today)}
          aria-current={day.day === today ? "date" : undefined}
          onClick={() => onOpen(day.day)}
        >
          {Number(day.day.slice(8))}
        </button>
        {day.off && <span className={classes.off}>{day.off}</span>}
        {day.count > 0 && (
          <span className={classes.count} data-time={time} aria-hidden="true">
            <StateShape look={times[time]} size={11} />
            {day.count}
          </span>
        )}
      </div>
      {day.entries.map((entry) => (
        <ShortEntry key={entry.id} org={org} entry={entry} today={today} />
      ))}
      {more > 0 && day.entries.length > 0 && (
        <button type="button" className={classes.more} tabIndex={-1} onClick={() => onOpen(day.day)}>
          {m.calendar_more({ count: more })}
        </button>
      )}
    </td>
  );
}
