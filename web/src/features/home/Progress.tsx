import { Link } from "@tanstack/react-router";
import type { Home } from "~/api/client.ts";
import { controlStatusNames } from "~/lib/names.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Progress.module.css";

/** How far the whole system is: one sentence, one bar, and the counts behind it. */
export function Progress({ org, progress }: { org: string; progress: Home["progress"] }) {
  const { total, by_status } = progress;
  const present = [...controlStatusNames].reverse().filter((name) => by_status[name] > 0);
  const met = by_status.implemented + by_status.verified;
  return (
    <section className={classes.progress} aria-label={m.progress()}>
      <p className={classes.sentence}>
        <span className={classes.number}>{met}</span> {m.progress_sentence({ total })}
      </p>
      <div className={classes.bar} aria-hidden="true">
        {present.map((name) => (
          <span key={name} data-tone={controlStatuses[name].tone} style={{ flexGrow: by_status[name] }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {[...controlStatusNames].reverse().map((name) => (
          <li key={name}>
            <Link to="/o/$org/controls" params={{ org }} search={{ status: name }} className={classes.count}>
              <StateShape look={controlStatuses[name]} />
              {controlStatuses[name].label()}
              <strong>{by_status[name]}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
