import { m } from "~/paraglide/messages.js";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Calendar.module.css";
import { times } from "./view.ts";

/** What the marks and shades of days mean. */
export function Legend({ year }: { year: boolean }) {
  return (
    <ul className={classes.legend} aria-label={m.calendar_legend()}>
      {Object.values(times).map((look) => (
        <li key={look.shape}>
          <StateMark look={look} />
        </li>
      ))}
      <li>
        <span className={classes.swatch} data-off="true" /> {m.calendar_day_off()}
      </li>
      {year && (
        <li>
          {[1, 2, 3, 4].map((level) => (
            <span key={level} className={classes.swatch} data-time="upcoming" data-level={level} />
          ))}{" "}
          {m.calendar_shades()}
        </li>
      )}
    </ul>
  );
}
