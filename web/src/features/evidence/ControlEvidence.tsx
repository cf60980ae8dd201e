import type { Control, Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { EvidencePanel } from "./EvidencePanel.tsx";
import { Suggestions } from "./Suggestions.tsx";

/** What shows that a control works: what is linked, and what of the usual is there or missing. */
export function ControlEvidence({ organisation, control }: { organisation: Organisation; control: Control }) {
  return (
    <>
      <Section title={m.evidence()}>
        <EvidencePanel organisation={organisation} subject={control.id} owner={control.owner?.id ?? null} />
      </Section>
      {control.evidence.length > 0 && (
        <Section title={m.typical_evidence()}>
          <Suggestions organisation={organisation} control={control} />
        </Section>
      )}
    </>
  );
}
