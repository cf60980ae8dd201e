import { Button, Group, Modal, MultiSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useEndpoints } from "./changes.ts";

interface Props {
  org: string;
  types: string[];
  onClose: () => void;
  onAdded: (secret: string) => void;
}

export function AddDialog({ org, types, onClose, onAdded }: Props) {
  const { add } = useEndpoints(org);
  const [events, setEvents] = useState<string[]>([]);
  const errors = fieldErrors(add.error);
  return (
    <Modal opened onClose={onClose} title={m.webhook_add()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          add.mutate(
            { url: read("url"), description: read("description"), events },
            { onSuccess: ({ secret }) => onAdded(secret) },
          );
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={add.error} />
          <TextInput
            name="url"
            type="url"
            label={m.webhook_url()}
            placeholder="https://hooks.example.com/aims"
            required
            withAsterisk={false}
            error={errors.url}
            data-autofocus
          />
          <TextInput name="description" label={m.webhook_description()} error={errors.description} />
          <MultiSelect
            label={m.webhook_events()}
            description={m.webhook_events_why()}
            data={types.filter((type) => type !== "ping")}
            value={events}
            onChange={setEvents}
            error={errors.events}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {m.webhook_add()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
