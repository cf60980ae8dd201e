import { IconListCheck, IconRepeat } from "@tabler/icons-react";
import type { TaskRow } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Missing } from "~/ui/Missing.tsx";
import classes from "./TaskWork.module.css";

/** How far a checklist is, in words. */
export function Progress({ row }: { row: TaskRow }) {
  if (row.items === 0) return <Missing words={m.value_none()} />;
  return (
    <span className={classes.progress}>
      {m.checklist_progress({ done: row.items_done, count: row.items })}
    </span>
  );
}

/** What a row shows beside its title: how far its checklist is, and that it comes back. */
export function Marks({ row }: { row: TaskRow }) {
  if (row.items === 0 && !row.recurs) return null;
  return (
    <span className={classes.marks}>
      {row.items > 0 && (
        <span className={classes.progress}>
          <IconListCheck size={14} aria-hidden="true" />{" "}
          {m.checklist_progress({ done: row.items_done, count: row.items })}
        </span>
      )}
      {row.recurs && (
        <span className={classes.progress}>
          <IconRepeat size={14} aria-hidden="true" /> {m.repeats_mark()}
        </span>
      )}
    </span>
  );
}
