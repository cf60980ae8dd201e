import type { CycleDate } from "~/api/client.ts";
import { cycleDateWords } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Certification.module.css";
import { anchorWords, forces, keyOf, missedWords, standings } from "./view.ts";

/** Every date of the cycle, with the rule it rests on, what it is reckoned from, and what follows when it is missed. */
export function CycleDates({ dates, today }: { dates: CycleDate[]; today: string }) {
  return (
    <Section title={m.cycle_dates()}>
      {dates.length === 0 ? (
        <p className={classes.soft}>{m.cycle_dates_none()}</p>
      ) : (
        <ul className={classes.list}>
          {dates.map((date) => (
            <li key={keyOf(date)} className={classes.item}>
              <OneDate date={date} today={today} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OneDate({ date, today }: { date: CycleDate; today: string }) {
  const { what, year, earliest, target, latest, met, standing } = date;
  const done = standing === "met" || standing === "met_late" || standing === "given";
  return (
    <>
      <div className={classes.line}>
        <span className={classes.what}>{cycleDateWords(what, year)}</span>
        <StateMark look={standings[standing]} />
        <span className={classes.facts}>
          {met && <span>{m.cycle_met_on({ date: formatDate(met) })}</span>}
          {!met && earliest && earliest !== latest && (
            <span>{m.cycle_from({ date: formatDate(earliest) })}</span>
          )}
          {!met && target && target !== latest && (
            <span>{m.cycle_planned_for({ date: formatDate(target) })}</span>
          )}
        </span>
        <DueDate due={latest} today={today} closed={done} />
      </div>
      <Why date={date} />
    </>
  );
}

/** Why it is that date. */
function Why({ date }: { date: CycleDate }) {
  const { rule, anchor, anchor_on, target, target_reckoned, warn_after, force, missed } = date;
  return (
    <details className={classes.why}>
      <summary>{m.why_this_date()}</summary>
      <dl>
        <dt>{m.why_rule()}</dt>
        <dd>
          {rule.title} ({rule.id}). {rule.rule}
        </dd>
        <dt>{m.why_source()}</dt>
        <dd>{rule.source}</dd>
        <dt>{m.why_reckoned()}</dt>
        <dd>{m.why_reckoned_from({ anchor: anchorWords(anchor), date: formatDate(anchor_on) })}</dd>
        <dt>{m.why_force()}</dt>
        <dd>{forces[force]()}</dd>
        {target && target_reckoned && target !== target_reckoned && (
          <>
            <dt>{m.why_working_day()}</dt>
            <dd>{m.why_working_day_moved({ date: formatDate(target_reckoned) })}</dd>
          </>
        )}
        {warn_after && (
          <>
            <dt>{m.why_warn()}</dt>
            <dd>{formatDate(warn_after)}</dd>
          </>
        )}
        <dt>{m.why_missed()}</dt>
        <dd>{missedWords[missed]()}</dd>
      </dl>
    </details>
  );
}
