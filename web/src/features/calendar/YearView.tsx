import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Calendar.module.css";
import { levelOf, monthOf, monthsOf, timeOf, weekOf, weeksOf } from "./days.ts";
import type { GridProps } from "./MonthView.tsx";
import { useDays } from "./useDays.ts";
import { type Day, dayLabel, monthTitle, monthWords, times, weekdays } from "./view.ts";

interface Props extends GridProps {
  /** Looks at a month. */
  onMonth: (day: string) => void;
}

/** Twelve small months: the more is due on a day, the darker it is. */
export function YearView(props: Props) {
  const { place, onKeyDown } = useDays(props.date, props.first, props.onDate);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the days inside
    <div ref={place} onKeyDown={onKeyDown} className={classes.year}>
      {monthsOf(props.date).map((month) => (
        <Month key={month} {...props} month={month} />
      ))}
    </div>
  );
}

function Month({ month, first, onMonth, ...rest }: Props & { month: string }) {
  return (
    <section className={classes.small}>
      <h2 className={classes.monthName}>
        <button
          type="button"
          onClick={() => onMonth(month)}
          aria-label={m.calendar_see_month({ month: monthTitle(month) })}
        >
          {monthWords(month)}
        </button>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved through is a grid */}
      <table role="grid" aria-label={monthTitle(month)}>
        <thead>
          <tr>
            {weekOf(first).map((name) => (
              <th key={name} scope="col" abbr={weekdays[name]()}>
                {weekdays[name]().slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, first).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  {monthOf(day) === monthOf(month) && <SmallDay {...rest} day={rest.of(day)} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayProps {
  day: Day;
  date: string;
  today: string;
  onOpen: (day: string) => void;
}

function SmallDay({ day, date, today, onOpen }: DayProps) {
  const time = timeOf(day.day, today);
  const label = dayLabel(day, today);
  return (
    <button
      type="button"
      className={classes.smallDay}
      data-day={day.day}
      data-time={day.count > 0 ? time : undefined}
      data-level={day.count > 0 ? levelOf(day.count) : undefined}
      data-off={day.off !== null || undefined}
      data-today={day.day === today || undefined}
      tabIndex={day.day === date ? 0 : -1}
      aria-label={label}
      aria-current={day.day === today ? "date" : undefined}
      title={label}
      onClick={() => onOpen(day.day)}
    >
      <span className={classes.smallNumber}>{Number(day.day.slice(8))}</span>
      {day.count > 0 && (
        <span className={classes.smallCount}>
          <StateShape look={times[time]} size={9} />
          {day.count > 99 ? "99+" : day.count}
        </span>
      )}
    </button>
  );
}
