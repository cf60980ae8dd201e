import type { ReactNode } from "react";
import type { DeliverySummary } from "~/api/client.ts";
import { suppressedWords } from "~/lib/reminders.ts";
import { m } from "~/paraglide/messages.js";
import { Behind } from "./Behind.tsx";
import classes from "./Dashboard.module.css";
import type { DeliverySearch } from "./queries.ts";

interface Props {
  org: string;
  days: string | undefined;
  summary: DeliverySummary;
  span: DeliverySearch;
}

const FAILED = "dead,uncertain";

/** Why things were not sent, what was said of what failed, and whose it is. */
export function Reasons({ org, days, summary, span }: Props) {
  return (
    <div className={classes.reasons}>
      <Part
        title={m.delivery_why_failed()}
        none={m.delivery_none_failed()}
        empty={summary.failed.length === 0}
      >
        {summary.failed.map(({ delivery, said, count }) => (
          <Line
            key={delivery}
            org={org}
            days={days}
            count={count}
            search={{ ...span, state: FAILED, like: delivery }}
          >
            {said ?? m.delivery_nothing_said()}
          </Line>
        ))}
      </Part>
      <Part
        title={m.delivery_who_failed()}
        none={m.delivery_none_failed()}
        empty={summary.people.length === 0}
      >
        {summary.people.map(({ person, address, count }) => (
          <Line
            key={person.id}
            org={org}
            days={days}
            count={count}
            search={{ ...span, state: FAILED, recipient: person.id }}
          >
            {person.name}
            {address && <span className={classes.address}> {address}</span>}
          </Line>
        ))}
      </Part>
      <Part
        title={m.delivery_why_suppressed()}
        none={m.delivery_none_suppressed()}
        empty={summary.suppressed.length === 0}
      >
        {summary.suppressed.map(({ reason, count }) => (
          <Line
            key={reason}
            org={org}
            days={days}
            count={count}
            search={{ ...span, state: "suppressed", reason }}
          >
            {suppressedWords(reason)}
          </Line>
        ))}
      </Part>
    </div>
  );
}

interface PartProps {
  title: string;
  none: string;
  empty: boolean;
  children: ReactNode;
}

function Part({ title, none, empty, children }: PartProps) {
  return (
    <section>
      <h3 className={classes.reasonTitle}>{title}</h3>
      {empty ? <p className={classes.none}>{none}</p> : <ul className={classes.lines}>{children}</ul>}
    </section>
  );
}

interface LineProps {
  org: string;
  days: string | undefined;
  count: number;
  search: DeliverySearch;
  children: ReactNode;
}

function Line({ org, days, count, search, children }: LineProps) {
  return (
    <li>
      <Behind org={org} days={days} search={search} className={classes.line}>
        <span className={classes.lineCount}>{count}</span>
        <span>{children}</span>
      </Behind>
    </li>
  );
}
