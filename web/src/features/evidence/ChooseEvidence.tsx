import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EvidenceRow } from "~/api/client.ts";
import { validities } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Chooser } from "~/ui/Chooser.tsx";
import { evidenceChoiceQuery } from "./queries.ts";

interface Props {
  org: string;
  taken: string[];
  onChoose: (evidence: EvidenceRow) => void;
  onClose: () => void;
}

/** Chooses among the evidence that is here already. */
export function ChooseEvidence({ org, taken, onChoose, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery(evidenceChoiceQuery(org, asked));
  const rows = found.data?.items.filter((row) => !taken.includes(row.id)) ?? [];
  return (
    <Chooser
      label={m.evidence_choose()}
      search={m.evidence_search()}
      typed={typed}
      onType={setTyped}
      options={rows.map((row) => ({ ...row, look: validities[row.validity] }))}
      none={found.isSuccess ? m.evidence_choose_none() : null}
      error={found.error}
      onChoose={(id) => {
        const row = rows.find((each) => each.id === id);
        if (row) onChoose(row);
      }}
      onClose={onClose}
    />
  );
}
