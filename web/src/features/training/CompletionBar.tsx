import type { Completion } from "~/api/client.ts";
import { percentDone } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import classes from "./Training.module.css";

/** How far those who are asked have come: a bar, and the same in words. */
export function CompletionBar({ of }: { of: Completion }) {
  const percent = percentDone(of);
  if (percent === null) return <span className={text.soft}>{m.training_nobody_asked()}</span>;
  const share = (count: number) => `${(count * 100) / of.asked}%`;
  return (
    <span className={classes.completion}>
      <span className={classes.bar} aria-hidden="true">
        <span className={classes.done} style={{ width: share(of.done + of.waived) }} />
        <span className={classes.late} style={{ width: share(of.overdue + of.expired) }} />
      </span>
      <span className="tabular">
        {m.training_done_of({ done: of.done + of.waived, asked: of.asked, percent })}
        {of.overdue > 0 && (
          <span className={classes.overdue}> {m.training_overdue({ count: of.overdue })}</span>
        )}
      </span>
    </span>
  );
}
