import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Organisation, Recurrence, Task, TaskRef } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { recurrenceWords, yearly } from "~/lib/recurrence.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { useTaskChange } from "./changes.ts";
import classes from "./TaskWork.module.css";
import { isClosed } from "./view.ts";

const RecurrenceFields = lazy(() =>
  import("./RecurrenceFields.tsx").then(({ RecurrenceFields }) => ({ default: RecurrenceFields })),
);

/** When a task comes back, what it came back from, and as what. */
export function Repeats({ organisation, task }: { organisation: Organisation; task: Task }) {
  const [editing, setEditing] = useState(false);
  const editable = !isClosed(task) && may(organisation.me, "revise_task", task.owner?.id ?? null);
  const linked = task.repeats ?? task.repeated_by;
  if (!task.recurrence && !linked && !editable) return null;
  return (
    <Section
      title={m.repeats()}
      aside={
        editable &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {task.recurrence ? m.repeats_change() : m.repeats_set()}
          </Button>
        )
      }
    >
      {editing ? (
        <Form organisation={organisation} task={task} onClose={() => setEditing(false)} />
      ) : (
        <p className={task.recurrence ? undefined : text.soft}>
          {task.recurrence ? recurrenceWords(task.recurrence) : m.repeats_not()}
        </p>
      )}
      {linked && (
        <div className={classes.chain}>
          {task.repeats && <Chip org={organisation.slug} label={m.repeats_before()} task={task.repeats} />}
          {task.repeated_by && (
            <Chip org={organisation.slug} label={m.repeats_after()} task={task.repeated_by} />
          )}
        </div>
      )}
    </Section>
  );
}

function Chip({ org, label, task }: { org: string; label: string; task: TaskRef }) {
  return (
    <Link to="/o/$org/tasks/$id" params={{ org, id: task.id }} className={text.chip} title={task.title}>
      {label} <span className={text.reference}>{task.reference}</span>
    </Link>
  );
}

interface FormProps {
  organisation: Organisation;
  task: Task;
  onClose: () => void;
}

function Form({ organisation, task, onClose }: FormProps) {
  const { change, takeBack, pending, error, conflict } = useTaskChange(organisation.slug, task.id);
  const before = task.recurrence ?? null;
  const [rule, setRule] = useState<Recurrence | null>(before ?? yearly);
  const save = () => {
    const words = rule ? recurrenceWords(rule) : m.repeats_not();
    const done = (after: Task) => {
      onClose();
      const said = { recurrence: after.recurrence ?? null };
      notifySaved(m.repeats_saved(), () => takeBack(said, { recurrence: before }));
    };
    change({ body: { recurrence: rule }, words, done });
  };
  return (
    <Suspense fallback={<LoadingLines lines={3} />}>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <RecurrenceFields
        value={rule}
        today={organisation.today}
        errors={fieldErrors(error)}
        onChange={setRule}
      />
      <Group mt="sm">
        <Button variant="light" loading={pending} onClick={save}>
          {m.save()}
        </Button>
        <Button variant="default" onClick={onClose}>
          {m.cancel()}
        </Button>
      </Group>
    </Suspense>
  );
}
