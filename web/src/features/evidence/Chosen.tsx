import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { EvidenceRow } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Chosen.module.css";

/** As many as the server packs at once. */
const MOST = 200;

interface Props {
  org: string;
  picked: EvidenceRow[];
  onClear: () => void;
}

/** What can be done with the evidence that is chosen. */
export function Chosen({ org, picked, onClear }: Props) {
  // A damaged file is never handed out, and would end the archive in its middle.
  const whole = picked.filter(({ file }) => !file.damage);
  const ids = whole.map(({ id }) => id).join(",");
  const fits = whole.length > 0 && whole.length <= MOST;
  return (
    <section className={classes.bar} aria-label={m.evidence_chosen()}>
      <Group gap="sm">
        <Text fw={600} size="sm" role="status" className="tabular">
          {m.bulk_chosen({ count: picked.length })}
        </Text>
        {fits && (
          // A link, so that the browser writes it to disk as it comes.
          <Button
            component="a"
            href={`/api/v1/o/${encodeURIComponent(org)}/evidence/archive?ids=${ids}`}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            {m.evidence_zip()}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={onClear}>
          {m.bulk_clear()}
        </Button>
        {whole.length > MOST && <Text size="sm">{m.evidence_zip_most({ count: MOST })}</Text>}
        {whole.length < picked.length && (
          <Text size="sm">{m.evidence_zip_damaged({ count: picked.length - whole.length })}</Text>
        )}
      </Group>
    </section>
  );
}
