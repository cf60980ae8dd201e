import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useConnectionChange } from "./changes.ts";
import { cards, type HearingName, hearings } from "./view.ts";

interface Props {
  org: string;
  connection: Connection;
  onDone: () => void;
  onCancel?: (() => void) | undefined;
}

/** What a channel of Teams is called here, and which reminders it hears of. */
export function CardForm({ org, connection, onDone, onCancel }: Props) {
  const [reminders, setReminders] = useState<HearingName>(cards(connection.setup)?.reminders ?? "due");
  const { change, begin, pending, error, conflict } = useConnectionChange(org, connection.id);
  const errors = fieldErrors(error);
  return (
    <form
      onInput={begin}
      onSubmit={(event) => {
        event.preventDefault();
        const channel = String(new FormData(event.currentTarget).get("channel") ?? "").trim();
        change({
          body: { cards: { channel, reminders } },
          words: m.setup(),
          done: () => {
            notifySaved(m.setup_messages_saved());
            onDone();
          },
        });
      }}
    >
      <Stack gap="md" maw={520}>
        {conflict && <ConflictNotice {...conflict} />}
        <FailureNotice error={error} />
        <TextInput
          name="channel"
          label={m.field_teams_channel()}
          defaultValue={connection.name}
          maxLength={80}
          required
          withAsterisk={false}
          error={errors.channel}
        />
        <Select
          label={m.setup_hears()}
          description={m.setup_hears_why()}
          data={Object.entries(hearings).map(([value, words]) => ({ value, label: words() }))}
          value={reminders}
          allowDeselect={false}
          error={errors.reminders}
          onChange={(next) => next && setReminders(next as HearingName)}
        />
        <Group>
          <Button type="submit" loading={pending}>
            {m.setup_save()}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {m.cancel()}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
