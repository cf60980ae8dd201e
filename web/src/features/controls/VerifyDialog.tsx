import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Control } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useVerification } from "./changes.ts";

interface Props {
  org: string;
  control: Control;
  today: string;
  onClose: () => void;
}

/** When it was tested, and what and how: what an auditor reads later. */
export function VerifyDialog({ org, control, today, onClose }: Props) {
  const { change, pending, error, conflict } = useVerification(org, control.id);
  const [on, setOn] = useState<string | null>(today);
  const errors = fieldErrors(error);
  return (
    <Modal opened onClose={onClose} title={m.verify_title({ reference: control.reference })}>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
          change({
            body: { on: on ?? today, note },
            words: note,
            done: () => {
              onClose();
              notifySaved(m.verified_now());
            },
          });
        }}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {m.verify_why()}
        </Text>
        <DateField
          label={m.verified_on()}
          value={on}
          today={today}
          max={today}
          eager
          required
          withAsterisk={false}
          onCommit={setOn}
          error={errors.on}
        />
        <Textarea
          mt="sm"
          name="note"
          label={m.verification_note()}
          description={m.verification_note_hint()}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxLength={2000}
          error={errors.note}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {m.back()}
          </Button>
          <Button type="submit" loading={pending}>
            {m.verify()}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
