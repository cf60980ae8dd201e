import { ActionIcon, Anchor, Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import type { Evidence, EvidenceFile, Organisation } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./EvidencePage.module.css";
import { NewVersion, versionPlace } from "./NewVersion.tsx";
import { UploadList } from "./UploadList.tsx";
import { damageWords, fileHref } from "./words.ts";

/** Every file that it had, latest first: none is ever replaced without being kept. */
export function Versions({ organisation, evidence }: { organisation: Organisation; evidence: Evidence }) {
  const [adding, setAdding] = useState(false);
  const editable = evidence.may.revise && evidence.state === "current";
  return (
    <>
      {editable && (
        <Button
          variant="light"
          size="sm"
          leftSection={<IconUpload size={16} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          {m.version_new()}
        </Button>
      )}
      <UploadList organisation={organisation} place={versionPlace(evidence)} />
      <ol className={classes.versions} reversed aria-label={m.versions()}>
        {evidence.files.map((file) => (
          <Version key={file.number} organisation={organisation} id={evidence.id} file={file} />
        ))}
      </ol>
      {adding && (
        <NewVersion organisation={organisation} evidence={evidence} onClose={() => setAdding(false)} />
      )}
    </>
  );
}

interface VersionProps {
  organisation: Organisation;
  id: string;
  file: EvidenceFile;
}

function Version({ organisation, id, file }: VersionProps) {
  const { slug, zone } = organisation;
  const added = {
    name: file.added_by?.name ?? m.actor_former(),
    at: formatInstant(file.added_at, zone),
  };
  return (
    <li className={classes.version}>
      <span className={classes.hint}>{m.version_number({ number: file.number })}</span>
      <span className={classes.versionName}>{file.name}</span>
      <span className={classes.hint}>{m.by_at(added)}</span>
      {file.note && <span>{file.note}</span>}
      {file.damage ? (
        <p className={classes.damage}>{damageWords(file.damage)}</p>
      ) : (
        <Anchor
          size="sm"
          underline="always"
          href={fileHref(slug, id, file.number)}
          download={file.name}
          aria-label={m.version_download({ name: file.name, number: file.number })}
        >
          {m.file_download({ size: sizeWords(file.size) })}
        </Anchor>
      )}
      <span className={classes.print}>
        <span>SHA-256</span>
        <code>{file.sha256}</code>
        <CopyButton value={file.sha256}>
          {({ copied, copy }) => (
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={copied ? m.copied() : m.version_copy({ number: file.number })}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          )}
        </CopyButton>
      </span>
      <span className={classes.hint}>{m.version_checked({ at: formatInstant(file.checked_at, zone) })}</span>
    </li>
  );
}
