import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";
import { m } from "~/paraglide/messages.js";
import classes from "./Settings.module.css";

/** A token, which is shown this once. */
export function TokenSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={m.token_secret()} closeOnClickOutside={false}>
      <Text size="sm" mb="sm">
        {m.token_secret_why()}
      </Text>
      <Code block className={classes.secret}>
        {secret}
      </Code>
      <Text size="sm" mt="sm" mb={4}>
        {m.token_terminal()}
      </Text>
      <Code block className={classes.secret}>{`aims login --url ${location.origin}`}</Code>
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
