import type { CalendarEntry } from "~/api/client.ts";
import { thingLook } from "~/lib/things.ts";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import { ThingLink } from "~/ui/ThingLink.tsx";
import text from "~/ui/text.module.css";
import classes from "./Calendar.module.css";
import { timeOf } from "./days.ts";
import { dueWords, times } from "./view.ts";

interface Props {
  org: string;
  entry: CalendarEntry;
  today: string;
}

/** Something that is due, in one line of a day of the month. */
export function ShortEntry({ org, entry, today }: Props) {
  const look = times[timeOf(entry.due, today)];
  return (
    <ThingLink
      org={org}
      kind={entry.kind}
      id={entry.id}
      className={classes.short}
      data-time={timeOf(entry.due, today)}
      title={`${entry.reference} ${dueWords(entry)}`.trim()}
      // The day's list has them all, and is one key away.
      tabIndex={-1}
    >
      <StateShape look={look} size={11} />
      <span className={classes.shortTitle}>{dueWords(entry)}</span>
    </ThingLink>
  );
}

/** Something that is due, with where it stands and whose it is. */
export function LongEntry({ org, entry, today }: Props) {
  const look = thingLook(entry.kind, entry.state);
  const time = timeOf(entry.due, today);
  return (
    <div className={classes.long}>
      <div>
        <ThingLink org={org} kind={entry.kind} id={entry.id}>
          {dueWords(entry)}
        </ThingLink>
        <div className={text.soft}>
          {entry.reference && <span className="tabular">{entry.reference} · </span>}
          {entry.person.name}
        </div>
      </div>
      <div className={classes.marks}>
        {time === "overdue" && <StateMark look={times.overdue} />}
        {look && <StateMark look={look} />}
      </div>
    </div>
  );
}
