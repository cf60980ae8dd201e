import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Organisation, Person } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { usePersonChange } from "./changes.ts";

interface Props {
  organisation: Organisation;
  person: Person;
  onClose: () => void;
}

/** Says what goes for good and what stays, and has the name typed: there is no way back. */
export function EraseDialog({ organisation, person, onClose }: Props) {
  const { name } = person;
  const [typed, setTyped] = useState("");
  const { change, pending, error, conflict } = usePersonChange(organisation.slug, person.id);
  const erase = () =>
    change({
      body: { erases: true },
      words: m.erase_person(),
      done: () => {
        onClose();
        notifySaved(m.erase_done());
      },
    });
  return (
    <Modal opened onClose={onClose} title={m.erase_title({ name })}>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Stack gap="md">
        <Text size="sm">{m.erase_text()}</Text>
        <TextInput
          label={m.erase_type({ name })}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button color="red.9" loading={pending} disabled={typed.trim() !== name} onClick={erase}>
            {m.erase_for_good()}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
