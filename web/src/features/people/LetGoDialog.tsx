import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Organisation, Person, PersonRef } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { usePersonChange } from "./changes.ts";
import { useAssignees } from "./queries.ts";

interface Props {
  organisation: Organisation;
  person: Person;
  onClose: () => void;
}

/** Says what ends and what stays, and asks who takes over what is open. */
export function LetGoDialog({ organisation, person, onClose }: Props) {
  const { slug, me } = organisation;
  const { name } = person;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed).filter(({ id }) => id !== person.id);
  const [successor, setSuccessor] = useState<PersonRef | null>(null);
  const { change, pending, error, conflict } = usePersonChange(slug, person.id);
  const open = person.open_work > 0;
  const letGo = () =>
    change({
      body: { leaves: true, successor: successor?.id ?? null },
      words: m.let_go(),
      done: () => {
        onClose();
        notifySaved(
          successor ? m.let_go_handed({ name, successor: successor.name }) : m.let_go_done({ name }),
        );
      },
    });
  return (
    <Modal opened onClose={onClose} title={m.let_go_title({ name })}>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Stack gap="md">
        <Text size="sm">{m.let_go_text({ name })}</Text>
        <Text size="sm" fw={open ? 600 : 400}>
          {open ? m.let_go_open({ count: person.open_work, name }) : m.let_go_nothing({ name })}
        </Text>
        {open && (
          <PersonSelect
            label={m.successor()}
            people={people}
            value={successor}
            myself={me.person_id}
            error={fieldErrors(error).successor}
            onSearchChange={setTyped}
            onChange={setSuccessor}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {m.cancel()}
          </Button>
          <Button color="red.9" loading={pending} disabled={open && !successor} onClick={letGo}>
            {m.let_go()}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
