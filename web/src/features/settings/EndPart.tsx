import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { useDeletion } from "./changes.ts";
import classes from "./Settings.module.css";

/** The end of the organisation, which its owners ask for. */
export default function EndPart({ org }: { org: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Section title={m.end_title()}>
      <p className={classes.why}>{m.end_why()}</p>
      <Button variant="default" mt="sm" onClick={() => setOpen(true)}>
        {m.end_ask()}
      </Button>
      {open && <EndDialog org={org} onClose={() => setOpen(false)} />}
    </Section>
  );
}

/** Has the name typed, so that nobody does it to the organisation that they did not mean. */
function EndDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const { name } = useOrganisation(org);
  const [typed, setTyped] = useState("");
  const { mutate, isPending, error } = useDeletion(org);
  return (
    <Modal opened onClose={onClose} title={m.end_dialog_title({ name })}>
      <FailureNotice error={error} />
      <Stack gap="md">
        <Text size="sm">{m.end_dialog_text()}</Text>
        <TextInput
          label={m.erase_type({ name })}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button
            color="red.9"
            loading={isPending}
            disabled={typed.trim() !== name}
            onClick={() => mutate(typed)}
          >
            {m.end_for_good()}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
