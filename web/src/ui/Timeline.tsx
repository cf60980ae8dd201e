import type { ReactNode } from "react";
import classes from "./Timeline.module.css";

export interface Moment {
  id: string;
  mark: ReactNode;
  title: ReactNode;
  when: string;
  body?: ReactNode;
}

/** What happened, newest first, one line to an event. */
export function Timeline({ label, moments }: { label: string; moments: Moment[] }) {
  return (
    <ol className={classes.line} aria-label={label}>
      {moments.map((moment) => (
        <li key={moment.id} className={classes.moment}>
          <span className={classes.mark}>{moment.mark}</span>
          <div className={classes.words}>
            <div className={classes.title}>{moment.title}</div>
            <div className={classes.when}>{moment.when}</div>
            {moment.body}
          </div>
        </li>
      ))}
    </ol>
  );
}
