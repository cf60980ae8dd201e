import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { Control, ControlChange, ControlStatus, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { DueDate } from "~/ui/DueDate.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import { ToEvidence } from "~/ui/ToEvidence.tsx";
import { useAssignees } from "../people/queries.ts";
import { useControlChange } from "./changes.ts";

/** State, owner and due date of a control; each is saved as it is chosen and can be taken back. */
export function ControlFields({ organisation, control }: { organisation: Organisation; control: Control }) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { change, takeBack, draft, error, conflict } = useControlChange(slug, control.id);
  const editable = may(me, "revise_control", control.owner?.id ?? null);
  const save = (body: ControlChange, before: ControlChange, words: string) =>
    change({
      body,
      words,
      done: () => notifySaved(words, () => takeBack(body, before)),
    });
  const ownerId = draft && "owner" in draft ? draft.owner : control.owner?.id;
  const owner = people.find(({ id }) => id === ownerId) ?? (ownerId ? (control.owner ?? null) : null);
  const met = control.status === "implemented" || control.status === "verified";
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} action={<ToEvidence error={error} />} />
      <FactBar label={m.key_facts()}>
        <Fact label={m.state()}>
          {editable && control.possible.length > 0 ? (
            <StatusMenu
              control={control}
              onChoose={(status) =>
                save(
                  { status },
                  { status: control.status },
                  m.state_now({ state: controlStatuses[status].label() }),
                )
              }
            />
          ) : (
            <StateMark look={controlStatuses[control.status]} />
          )}
        </Fact>
        {editable ? (
          <>
            <PersonSelect
              label={m.owner()}
              people={people}
              value={owner}
              myself={me.person_id}
              onSearchChange={setTyped}
              onChange={(person) =>
                save(
                  { owner: person?.id ?? null },
                  { owner: control.owner?.id ?? null },
                  m.owner_now({ name: person?.name ?? m.nobody() }),
                )
              }
            />
            <DateField
              label={m.due()}
              value={draft && "due" in draft ? (draft.due ?? null) : (control.due ?? null)}
              today={today}
              onCommit={(due) =>
                save(
                  { due },
                  { due: control.due ?? null },
                  m.due_now({ date: due ? formatDate(due) : m.no_date() }),
                )
              }
            />
          </>
        ) : (
          <>
            <Fact label={m.owner()}>{control.owner?.name ?? m.nobody()}</Fact>
            <Fact label={m.due()}>
              <DueDate due={control.due} today={today} closed={met} />
            </Fact>
          </>
        )}
      </FactBar>
    </>
  );
}

function StatusMenu({ control, onChoose }: { control: Control; onChoose: (status: ControlStatus) => void }) {
  const now = controlStatuses[control.status];
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={16} />}
          aria-label={m.change_state({ state: now.label() })}
        >
          <StateMark look={now} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{m.change_state_to()}</Menu.Label>
        {control.possible.map((status) => (
          <Menu.Item
            key={status}
            leftSection={<StateShape look={controlStatuses[status]} />}
            onClick={() => onChoose(status)}
          >
            {controlStatuses[status].label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
