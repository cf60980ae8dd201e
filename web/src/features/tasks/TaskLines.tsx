import { Link } from "@tanstack/react-router";
import type { TaskRow } from "~/api/client.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./TaskLines.module.css";
import { isClosed } from "./view.ts";

/** A handful of tasks, one below the other; for places too narrow for the table. */
export function TaskLines({ org, rows, today }: { org: string; rows: TaskRow[]; today: string }) {
  return (
    <ul className={classes.lines}>
      {rows.map((task) => (
        <li key={task.id} className={classes.line}>
          <StateShape look={taskStates[task.state]} />
          <div className={classes.words}>
            <Link to="/o/$org/tasks/$id" params={{ org, id: task.id }} className={classes.link}>
              {task.title}
            </Link>
            <div className={classes.facts}>
              <span>{task.reference}</span>
              <span>{taskStates[task.state].label()}</span>
              <span>{task.owner?.name ?? m.nobody()}</span>
            </div>
            {task.due && <DueDate due={task.due} today={today} closed={isClosed(task)} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
