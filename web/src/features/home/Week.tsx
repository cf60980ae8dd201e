import { Link } from "@tanstack/react-router";
import type { WeekItem } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Lines.module.css";

const looks: Record<WeekItem["kind"], Look> = {
  task: { label: m.week_task, shape: "dot", tone: "blue" },
  control: { label: m.week_control, shape: "half", tone: "amber" },
  verification: { label: m.week_verification, shape: "full", tone: "teal" },
};

/** What is overdue or due within a week: tasks, controls, and verifications that lapse. */
export function Week({ org, items, today }: { org: string; items: WeekItem[]; today: string }) {
  return (
    <ul className={classes.lines}>
      {items.map((item) => (
        <li key={`${item.kind}-${item.id}`} className={classes.line}>
          <StateShape look={looks[item.kind]} />
          <div>
            <Link
              to={item.kind === "task" ? "/o/$org/tasks/$id" : "/o/$org/controls/$id"}
              params={{ org, id: item.id }}
              className={classes.link}
            >
              {item.title}
            </Link>
            <div className={classes.facts}>
              <span>{item.reference}</span>
              <span>{looks[item.kind].label()}</span>
              <span>{item.owner?.name ?? m.nobody()}</span>
            </div>
            <DueDate due={item.due} today={today} />
          </div>
        </li>
      ))}
    </ul>
  );
}
