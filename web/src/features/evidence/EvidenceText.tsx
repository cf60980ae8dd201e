import { Button } from "@mantine/core";
import { useState } from "react";
import type { Evidence, Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { DescribeForm } from "./DescribeForm.tsx";

/** What it is called and what it shows; read, or edited as one. */
export function EvidenceText({ organisation, evidence }: { organisation: Organisation; evidence: Evidence }) {
  const [editing, setEditing] = useState(false);
  const editable = evidence.may.revise && evidence.state === "current";
  return (
    <Section
      title={m.evidence_shows()}
      aside={
        editable &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {m.edit_text()}
          </Button>
        )
      }
    >
      {editing ? (
        <DescribeForm organisation={organisation} id={evidence.id} onClose={() => setEditing(false)} />
      ) : evidence.description ? (
        <Prose text={evidence.description} />
      ) : (
        <p className={text.soft}>{m.description_none()}</p>
      )}
    </Section>
  );
}
