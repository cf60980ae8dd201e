import { Button, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import type { Organisation } from "~/api/client.ts";
import { useSingleKeys } from "~/lib/keys.ts";
import { useOpenedByAddress } from "~/lib/opened.ts";
import { m } from "~/paraglide/messages.js";
import { NewTaskForm, type Suggested } from "./NewTaskForm.tsx";

interface Props {
  organisation: Organisation;
  label: string;
  suggested?: Suggested;
}

/** The button that opens the form, and the form beside the page it was opened from. */
export function NewTask({ organisation, label, suggested }: Props) {
  const [opened, { open, close }] = useDisclosure();
  useSingleKeys({ n: open });
  useOpenedByAddress(open);
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={open}>
        {label}
      </Button>
      <Drawer opened={opened} onClose={close} position="right" size={540} title={m.new_task()}>
        <NewTaskForm organisation={organisation} suggested={suggested} onClose={close} />
      </Drawer>
    </>
  );
}
