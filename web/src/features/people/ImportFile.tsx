import { Button, FileButton, Group, Text } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { saveFile } from "~/lib/download.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./ImportFile.module.css";
import { example } from "./importView.ts";

interface Props {
  pending: boolean;
  onFile: (file: File) => void;
}

/** Where a file is chosen, or dropped. */
export function ImportFile({ pending, onFile }: Props) {
  const [over, setOver] = useState(false);
  return (
    <section
      aria-label={m.import_file()}
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <p>{m.import_what()}</p>
      <Text size="sm" c="dimmed">
        {m.import_columns()}
      </Text>
      <Group mt="md">
        <FileButton accept=".csv,.txt,.xlsx" onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} leftSection={<IconUpload size={16} aria-hidden="true" />} loading={pending}>
              {m.import_choose()}
            </Button>
          )}
        </FileButton>
        <Button
          variant="subtle"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => saveFile(example(), "people-example.csv")}
        >
          {m.import_example()}
        </Button>
      </Group>
    </section>
  );
}
