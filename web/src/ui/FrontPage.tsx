import { type ReactNode, useEffect } from "react";
import { m } from "~/paraglide/messages.js";
import { Brand } from "./Brand.tsx";
import classes from "./FrontPage.module.css";

interface Props {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  below?: ReactNode;
}

/** The frame of the pages one sees before signing in. */
export function FrontPage({ title, lead, children, below }: Props) {
  useEffect(() => {
    document.title = `${title} · OpenAIMS`;
  }, [title]);
  return (
    <div className={classes.front}>
      <aside className={classes.aside} aria-label={m.front_about()}>
        <Brand />
        <div className={classes.pitch}>
          <p className={classes.claim}>{m.front_claim()}</p>
          <ul className={classes.points}>
            <li>{m.front_point_standard()}</li>
            <li>{m.front_point_tasks()}</li>
            <li>{m.front_point_reminders()}</li>
          </ul>
        </div>
      </aside>
      <main className={classes.main}>
        <div className={classes.column}>
          <h1 className={classes.title} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className={classes.lead}>{lead}</div>}
          {children}
          {below && <div className={classes.below}>{below}</div>}
        </div>
      </main>
    </div>
  );
}
