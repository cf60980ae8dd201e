import { Button, Group, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useServer } from "./changes.ts";

interface Props {
  org: string;
  onClose: () => void;
  onConnected: (id: string) => void;
}

/** A Jira of one's own: where it is, and a token to sign in with. Both are tried before anything is kept. */
export function ServerDialog({ org, onClose, onConnected }: Props) {
  const server = useServer(org);
  const errors = fieldErrors(server.error);
  return (
    <Modal opened onClose={onClose} title={m.connect_jira_server()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          server.mutate(
            { url: read("url"), token: read("token"), works_until: read("works_until") || null },
            { onSuccess: (connection) => onConnected(connection.id) },
          );
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={server.error} />
          <TextInput
            name="url"
            type="url"
            label={m.field_server_url()}
            placeholder="https://jira.example.com"
            required
            withAsterisk={false}
            error={errors.url}
            data-autofocus
          />
          <PasswordInput
            name="token"
            label={m.field_server_token()}
            description={m.server_token_why()}
            autoComplete="off"
            required
            withAsterisk={false}
            error={errors.token}
          />
          <TextInput
            name="works_until"
            type="date"
            label={m.field_server_token_until()}
            description={m.server_token_until_why()}
            error={errors.works_until}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={server.isPending}>
              {m.connect()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
