import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import type { Organisation } from "~/api/client.ts";
import { useOpenedByAddress } from "~/lib/opened.ts";
import { m } from "~/paraglide/messages.js";
import { AddPersonForm } from "./AddPersonForm.tsx";

/** The button that opens the form; one stays with the list, for seldom does only one person come. */
export function AddPerson({ organisation }: { organisation: Organisation }) {
  const [opened, { open, close }] = useDisclosure();
  useOpenedByAddress(open);
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={open}>
        {m.add_person()}
      </Button>
      <Modal opened={opened} onClose={close} title={m.add_person()}>
        <AddPersonForm organisation={organisation} onClose={close} />
      </Modal>
    </>
  );
}
