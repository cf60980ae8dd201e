import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { m } from "~/paraglide/messages.js";

/** Says that something was saved and, for ten seconds, offers to take it back. */
export function notifySaved(message: string, undo?: () => void) {
  const id = notifications.show({
    message: undo ? (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {m.undo()}
        </Button>
      </Group>
    ) : (
      message
    ),
    autoClose: undo ? 10_000 : 4_000,
    withBorder: true,
  });
}
