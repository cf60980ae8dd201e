import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Evidence, Organisation } from "~/api/client.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { addingVersion } from "./changes.ts";
import { DropArea } from "./DropArea.tsx";
import classes from "./EvidencePage.module.css";
import { uploads } from "./uploads.ts";

interface Props {
  organisation: Organisation;
  evidence: Evidence;
  onClose: () => void;
}

export const versionPlace = ({ id }: Evidence) => `version of ${id}`;

/** A newer file, and why it replaces the one before. */
export function NewVersion({ organisation: { slug: org }, evidence, onClose }: Props) {
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  return (
    <Modal opened onClose={onClose} title={m.version_new()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!file) return;
          const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
          const use = addingVersion(queryClient, org, evidence, note);
          uploads.add({ org, place: versionPlace(evidence), file, use });
          onClose();
        }}
      >
        <Stack>
          <div>
            <DropArea
              label={m.upload_choose_one()}
              multiple={false}
              onFiles={([chosen]) => setFile(chosen ?? null)}
            />
            <p className={classes.chosenFile} role="status">
              {file && m.file_chosen({ name: file.name, size: sizeWords(file.size) })}
            </p>
          </div>
          <Textarea
            name="note"
            label={m.version_note()}
            description={m.version_note_why()}
            autosize
            minRows={2}
            maxLength={500}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" disabled={!file}>
              {m.version_add()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
