import { distance, formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Missing } from "./Missing.tsx";
import classes from "./text.module.css";

interface Props {
  due: string | null | undefined;
  today: string;
  /** Nothing is late about a thing that is finished. */
  closed?: boolean;
}

/** A due date and, beside it, how far away it is; late dates say so in words. */
export function DueDate({ due, today, closed = false }: Props) {
  if (!due) return <Missing words={m.no_date()} />;
  const late = !closed && due < today;
  return (
    <span className={classes.date}>
      <time dateTime={due}>{formatDate(due)}</time>
      {!closed && (
        <span className={late ? classes.late : classes.soft}>
          {late ? m.overdue_since({ distance: distance(due, today) }) : distance(due, today)}
        </span>
      )}
    </span>
  );
}
