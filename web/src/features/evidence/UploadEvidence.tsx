import { Button, Drawer, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUpload } from "@tabler/icons-react";
import type { Organisation } from "~/api/client.ts";
import { useSingleKeys } from "~/lib/keys.ts";
import { useOpenedByAddress } from "~/lib/opened.ts";
import { m } from "~/paraglide/messages.js";
import { UploadArea } from "./UploadArea.tsx";

/** Evidence that is linked to nothing yet: it can be chosen from every task and control. */
export function UploadEvidence({ organisation }: { organisation: Organisation }) {
  const [opened, { open, close }] = useDisclosure();
  useSingleKeys({ n: open });
  useOpenedByAddress(open);
  return (
    <>
      <Button leftSection={<IconUpload size={16} aria-hidden="true" />} onClick={open}>
        {m.upload_evidence()}
      </Button>
      <Drawer opened={opened} onClose={close} position="right" size={540} title={m.upload_evidence()}>
        <Text size="sm" c="dimmed" mb="md">
          {m.upload_evidence_why()}
        </Text>
        <UploadArea organisation={organisation} target={{ org: organisation.slug }} />
      </Drawer>
    </>
  );
}
