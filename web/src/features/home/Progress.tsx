import { Link } from "@tanstack/react-router";
import type { Home } from "~/api/client.ts";
import { controlStatusNames } from "~/lib/names.ts";
import { attention, controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import { Gates } from "./Gates.tsx";
import classes from "./Progress.module.css";

/** How far the whole system is: one figure, one bar, the counts behind it, and beside it what a percentage hides. */
export function Progress({ org, home }: { org: string; home: Home }) {
  const { total, by_status } = home.progress;
  const names = [...controlStatusNames].reverse();
  const present = names.filter((name) => by_status[name] > 0);
  const met = by_status.implemented + by_status.verified;
  // Rounded down: 100 % is only said where nothing is missing.
  const percent = total > 0 ? Math.floor((met / total) * 100) : 0;
  return (
    <div className={classes.top}>
      <section className={classes.progress} aria-label={m.progress()}>
        <p className={classes.sentence}>
          <Link
            to="/o/$org/controls"
            params={{ org }}
            search={{ status: "implemented,verified" }}
            className={classes.number}
          >
            {m.percent({ count: percent })}
          </Link>{" "}
          {m.progress_sentence({ met, total })}
        </p>
        <div className={classes.bar} aria-hidden="true">
          {present.map((name) => (
            <span key={name} data-tone={controlStatuses[name].tone} style={{ flexGrow: by_status[name] }} />
          ))}
        </div>
        <ul className={classes.legend} aria-label={m.legend()}>
          {names.map((name) => (
            <li key={name}>
              <Link
                to="/o/$org/controls"
                params={{ org }}
                search={{ status: name }}
                className={classes.count}
              >
                <StateShape look={controlStatuses[name]} />
                {controlStatuses[name].label()}
                <strong>{by_status[name]}</strong>
              </Link>
            </li>
          ))}
          <li className={classes.sign}>
            <StateShape look={attention} />
            {m.legend_attention()}
          </li>
        </ul>
      </section>
      <Gates org={org} gates={home.gates} />
    </div>
  );
}
