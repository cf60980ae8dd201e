import { Button } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import type { EvidenceFor, Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { ChooseEvidence } from "./ChooseEvidence.tsx";
import { type Target, useLinks } from "./changes.ts";
import { UploadArea } from "./UploadArea.tsx";

interface Props {
  organisation: Organisation;
  target: Target & { subject: string };
  owner: string | null;
  /** What the thing has already. */
  items: EvidenceFor[];
  compact?: boolean;
}

/** Two ways to evidence for a thing: a file, or evidence that is here already. */
export function AddEvidence({ organisation, target, owner, items, compact = false }: Props) {
  const { me, slug } = organisation;
  const [choosing, setChoosing] = useState(false);
  const links = useLinks(slug);
  const { subject, suggestion } = target;
  // What already shows something may show this, too.
  const taken = items.filter((one) => !suggestion || one.suggestion === suggestion);
  const choose = me.permissions.revise_evidence !== undefined && (
    <Button
      size="sm"
      variant="subtle"
      leftSection={<IconLink size={16} aria-hidden="true" />}
      aria-expanded={choosing}
      onClick={() => setChoosing(!choosing)}
    >
      {m.evidence_choose()}
    </Button>
  );
  const label = suggestion ? m.upload_area_for({ suggestion }) : m.upload_area();
  return (
    <>
      {may(me, "add_evidence", owner) ? (
        <UploadArea organisation={organisation} target={target} label={label} compact={compact}>
          {choose}
        </UploadArea>
      ) : (
        choose
      )}
      <FailureNotice error={links.error} />
      {choosing && (
        <ChooseEvidence
          org={slug}
          taken={taken.map(({ evidence }) => evidence.id)}
          onClose={() => setChoosing(false)}
          onChoose={({ id, reference }) => {
            setChoosing(false);
            links.link({ subject, evidence: id, reference, suggestion });
          }}
        />
      )}
    </>
  );
}
