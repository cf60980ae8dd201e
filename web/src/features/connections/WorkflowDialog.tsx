import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { Connection } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useWorkflow } from "./changes.ts";

interface Props {
  org: string;
  /** The connection that is to lead to another workflow. */
  connection?: Connection;
  onClose: () => void;
  onConnected: (id: string) => void;
}

/** A workflow of Teams: its address, which holds its secret, and what the channel is called. */
export function WorkflowDialog({ org, connection, onClose, onConnected }: Props) {
  const workflow = useWorkflow(org);
  const errors = fieldErrors(workflow.error);
  return (
    <Modal opened onClose={onClose} title={m.connect_teams()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          workflow.mutate(
            {
              url: read("url"),
              channel: read("channel"),
              ...(connection && { connection: connection.id }),
            },
            { onSuccess: (connected) => onConnected(connected.id) },
          );
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={workflow.error} />
          <Text size="sm">{m.teams_where()}</Text>
          <PasswordInput
            name="url"
            label={m.field_workflow()}
            description={m.workflow_why()}
            autoComplete="off"
            required
            withAsterisk={false}
            error={errors.url}
            data-autofocus
          />
          <TextInput
            name="channel"
            label={m.field_teams_channel()}
            defaultValue={connection?.name ?? ""}
            maxLength={80}
            required
            withAsterisk={false}
            error={errors.channel}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={workflow.isPending}>
              {m.connect()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
