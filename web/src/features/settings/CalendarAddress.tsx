import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";
import { m } from "~/paraglide/messages.js";
import classes from "./Settings.module.css";

interface Props {
  secret: string;
  /** Whether there is a calendar of everybody’s tasks too. */
  all: boolean;
  onClose: () => void;
}

/** The addresses of a calendar, which are shown this once. */
export function CalendarAddress({ secret, all, onClose }: Props) {
  const address = (which: string) => `${location.origin}/calendar/${secret}/${which}.ics`;
  return (
    <Modal opened onClose={onClose} title={m.calendar_address()} closeOnClickOutside={false}>
      <Text size="sm" mb="sm">
        {m.calendar_address_why()}
      </Text>
      <Address title={m.calendar_mine()} copyAs={m.calendar_mine_copy()} value={address("mine")} />
      {all && <Address title={m.calendar_all()} copyAs={m.calendar_all_copy()} value={address("all")} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {m.webhook_secret_kept()}
        </Button>
      </Group>
    </Modal>
  );
}

function Address({ title, copyAs, value }: { title: string; copyAs: string; value: string }) {
  return (
    <>
      <Group justify="space-between" mt="sm" mb={4}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" aria-label={copyAs} onClick={copy}>
              {copied ? m.copied() : m.copy()}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block className={classes.secret}>
        {value}
      </Code>
    </>
  );
}
