import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import type { MyTask, Organisation } from "~/api/client.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import { useAct } from "./changes.ts";
import { offers } from "./view.ts";
import classes from "./WorkLine.module.css";

interface Props {
  organisation: Organisation;
  task: MyTask;
  open: boolean;
  onToggle: () => void;
}

/** A task in a line: the first tap says what can be done with it, the second does it. */
export function WorkLine({ organisation, task, open, onToggle }: Props) {
  const { slug: org, me, today } = organisation;
  const id = useId();
  const acting = useAct(org);
  const look = taskStates[task.state];
  const busy = acting.isPending ? acting.variables.act : null;
  return (
    <li className={classes.line} data-open={open}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        <StateShape look={look} />
        <span className={classes.words}>
          <span className={classes.title}>{task.title}</span>
          <span className={classes.facts}>
            <span>{task.reference}</span>
            <span>{look.label()}</span>
            {task.owner && task.owner.id !== me.person_id && <span>{task.owner.name}</span>}
            {task.due && <DueDate due={task.due} today={today} />}
          </span>
        </span>
        <IconChevronDown size={18} className={classes.chevron} aria-hidden="true" />
      </button>
      {open && (
        <div id={id} className={classes.acts}>
          <FailureNotice error={acting.error} />
          {offers(task, organisation).map(({ label, act, main }) => (
            <Button
              key={label}
              variant={main ? "filled" : "default"}
              loading={busy !== null && JSON.stringify(busy) === JSON.stringify(act)}
              disabled={busy !== null}
              onClick={() => acting.mutate({ task, act })}
            >
              {label}
            </Button>
          ))}
          <Link to="/o/$org/tasks/$id" params={{ org, id: task.id }} className={classes.whole}>
            {m.work_open()}
          </Link>
        </div>
      )}
    </li>
  );
}
