import { Link } from "@tanstack/react-router";
import type { CalendarEntry } from "~/api/client.ts";
import { pageOf, thingLook } from "~/lib/things.ts";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./Calendar.module.css";
import { timeOf } from "./days.ts";
import { times } from "./view.ts";

interface Props {
  org: string;
  entry: CalendarEntry;
  today: string;
}

/** Something that is due, in one line of a day of the month. */
export function ShortEntry({ org, entry, today }: Props) {
  const look = times[timeOf(entry.due, today)];
  return (
    <Link
      to={pageOf(entry.kind) ?? "/o/$org/controls/$id"}
      params={{ org, id: entry.id }}
      className={classes.short}
      data-time={timeOf(entry.due, today)}
      title={`${entry.reference} ${entry.title}`}
      // The day's list has them all, and is one key away.
      tabIndex={-1}
    >
      <StateShape look={look} size={11} />
      <span className={classes.shortTitle}>{entry.title}</span>
    </Link>
  );
}

/** Something that is due, with where it stands and whose it is. */
export function LongEntry({ org, entry, today }: Props) {
  const look = thingLook(entry.kind, entry.state);
  const time = timeOf(entry.due, today);
  return (
    <div className={classes.long}>
      <div>
        <Link to={pageOf(entry.kind) ?? "/o/$org/controls/$id"} params={{ org, id: entry.id }}>
          {entry.title}
        </Link>
        <div className={text.soft}>
          <span className="tabular">{entry.reference}</span> · {entry.person.name}
        </div>
      </div>
      <div className={classes.marks}>
        {time === "overdue" && <StateMark look={times.overdue} />}
        {look && <StateMark look={look} />}
      </div>
    </div>
  );
}
