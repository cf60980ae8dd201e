import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { CalendarAddress } from "./CalendarAddress.tsx";
import { useTokens } from "./changes.ts";

/** How long such an address works. */
const DAYS = 365;

/** Makes an address under which another program finds what is due, and shows it this once. */
export function Subscribe({ org, onClose }: { org: string; onClose: () => void }) {
  const { me } = useOrganisation(org);
  const { make } = useTokens(org);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret) {
    return <CalendarAddress secret={secret} all={me.permissions.read_tasks === "all"} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={m.calendar_subscribe()}>
      <FailureNotice error={make.error} />
      <Text size="sm">{m.calendar_subscribe_why({ days: DAYS })}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {m.cancel()}
        </Button>
        <Button
          loading={make.isPending}
          data-autofocus
          onClick={() =>
            make.mutate(
              {
                name: m.nav_calendar(),
                scope: "calendar",
                days: DAYS,
                actions: null,
                service_account: null,
              },
              { onSuccess: (made) => setSecret(made.secret) },
            )
          }
        >
          {m.calendar_make_address()}
        </Button>
      </Group>
    </Modal>
  );
}
