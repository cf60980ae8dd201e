import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

/** The secret of a receiver, which is shown this once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={m.webhook_secret()} closeOnClickOutside={false}>
      <Text size="sm" mb="sm">
        {m.webhook_secret_why()}
      </Text>
      <Code block>{secret}</Code>
      <Group justify="flex-end" mt="md">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} data-autofocus>
              {copied ? m.copied() : m.copy()}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{m.webhook_secret_kept()}</Button>
      </Group>
    </Modal>
  );
}
