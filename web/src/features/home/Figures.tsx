import { Link } from "@tanstack/react-router";
import type { Home } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Figures.module.css";

/** Four numbers about tasks, each the way to the list behind it. */
export function Figures({ org, tasks }: { org: string; tasks: Home["tasks"] }) {
  const active = "open,in_progress,ready_for_review";
  const figures = [
    { label: m.figure_overdue(), count: tasks.overdue, search: { overdue: true }, late: tasks.overdue > 0 },
    {
      label: m.figure_due_soon(),
      count: tasks.due_soon,
      search: { due_soon: true },
      late: false,
    },
    { label: m.figure_open(), count: tasks.open, search: { state: active }, late: false },
    { label: m.figure_mine(), count: tasks.mine_open, search: { state: active, owner: "me" }, late: false },
  ];
  return (
    <ul className={classes.figures}>
      {figures.map(({ label, count, search, late }) => (
        <li key={label}>
          <Link to="/o/$org/tasks" params={{ org }} search={search} className={classes.figure}>
            <span className={classes.number} data-late={late}>
              {count}
            </span>
            <span className={classes.label}>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
