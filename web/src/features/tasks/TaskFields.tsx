import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Organisation, Priority, Task, TaskChange } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { priorities, priorityNames } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { DueDate } from "~/ui/DueDate.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useTaskChange } from "./changes.ts";
import { isClosed } from "./view.ts";

/** Owner, due date and priority; each is saved as it is chosen and can be taken back. */
export function TaskFields({ organisation, task }: { organisation: Organisation; task: Task }) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { change, takeBack, draft, error, conflict } = useTaskChange(slug, task.id);
  const save = (body: TaskChange, before: TaskChange, words: string) =>
    change({
      body,
      words,
      done: () => notifySaved(words, () => takeBack(body, before)),
    });
  if (isClosed(task) || !may(me, "revise_task", task.owner?.id ?? null)) {
    return (
      <FactBar label={m.key_facts()}>
        <Fact label={m.owner()}>{task.owner?.name ?? m.nobody()}</Fact>
        <Fact label={m.due()}>
          <DueDate due={task.due} today={today} closed={isClosed(task)} />
        </Fact>
        <Fact label={m.priority()}>{priorities[task.priority]()}</Fact>
        {task.reviewer && <Fact label={m.reviewer()}>{task.reviewer.name}</Fact>}
      </FactBar>
    );
  }
  const ownerId = draft && "owner" in draft ? draft.owner : task.owner?.id;
  const owner = people.find(({ id }) => id === ownerId) ?? (ownerId ? (task.owner ?? null) : null);
  const reviewerId = draft && "reviewer" in draft ? draft.reviewer : task.reviewer?.id;
  const reviewers = people.filter(({ id }) => id !== owner?.id);
  const reviewer =
    people.find(({ id }) => id === reviewerId) ?? (reviewerId ? (task.reviewer ?? null) : null);
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <FactBar label={m.key_facts()}>
        <PersonSelect
          label={m.owner()}
          people={people}
          value={owner}
          myself={me.person_id}
          onSearchChange={setTyped}
          onChange={(person) =>
            save(
              { owner: person?.id ?? null },
              { owner: task.owner?.id ?? null },
              m.owner_now({ name: person?.name ?? m.nobody() }),
            )
          }
        />
        <DateField
          label={m.due()}
          value={draft && "due" in draft ? (draft.due ?? null) : (task.due ?? null)}
          today={today}
          onCommit={(due) =>
            save({ due }, { due: task.due ?? null }, m.due_now({ date: due ? formatDate(due) : m.no_date() }))
          }
        />
        <NativeSelect
          label={m.priority()}
          value={draft?.priority ?? task.priority}
          data={priorityNames.map((value) => ({ value, label: priorities[value]() }))}
          onChange={(event) => {
            const priority = event.currentTarget.value as Priority;
            const words = m.priority_now({ priority: priorities[priority]() });
            save({ priority }, { priority: task.priority }, words);
          }}
        />
        <PersonSelect
          label={m.reviewer()}
          placeholder={m.reviewer_anyone()}
          people={reviewers}
          value={reviewer}
          myself={me.person_id}
          onSearchChange={setTyped}
          data-person={undefined}
          onChange={(person) =>
            save(
              { reviewer: person?.id ?? null },
              { reviewer: task.reviewer?.id ?? null },
              m.reviewer_now({ name: person?.name ?? m.reviewer_anyone() }),
            )
          }
        />
      </FactBar>
    </>
  );
}
