import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Control, EvidenceFor, Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { StateMark } from "~/ui/StateMark.tsx";
import { AddEvidence } from "./AddEvidence.tsx";
import { EvidenceChip } from "./EvidenceLines.tsx";
import classes from "./Lines.module.css";
import { subjectEvidenceQuery } from "./queries.ts";
import { suggestionLook } from "./view.ts";

/** What usually shows that a control works, and whether it is there. */
export function Suggestions({ organisation, control }: { organisation: Organisation; control: Control }) {
  const found = useQuery(subjectEvidenceQuery(organisation.slug, control.id));
  const items = found.data?.items ?? [];
  return (
    <ul className={classes.suggestions}>
      {control.evidence.map((suggestion) => (
        <Suggestion
          key={suggestion}
          organisation={organisation}
          control={control}
          suggestion={suggestion}
          items={items}
        />
      ))}
    </ul>
  );
}

interface Props {
  organisation: Organisation;
  control: Control;
  suggestion: string;
  items: EvidenceFor[];
}

function Suggestion({ organisation, control, suggestion, items }: Props) {
  const { me, slug } = organisation;
  const [adding, setAdding] = useState(false);
  const owner = control.owner?.id ?? null;
  const answers = items.filter((one) => one.suggestion === suggestion);
  const adds = may(me, "add_evidence", owner) || may(me, "revise_evidence", owner);
  return (
    <li className={classes.suggestion}>
      <div className={classes.suggestionHead}>
        <span>{suggestion}</span>
        <StateMark look={suggestionLook(answers)} />
        {adds && (
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={adding}
            aria-label={m.suggestion_add({ suggestion })}
            onClick={() => setAdding(!adding)}
          >
            {m.add_evidence()}
          </Button>
        )}
      </div>
      {answers.length > 0 && (
        <div className={classes.words}>
          {answers.map(({ evidence }) => (
            <EvidenceChip key={evidence.id} org={slug} evidence={evidence} />
          ))}
        </div>
      )}
      {adding && (
        <AddEvidence
          organisation={organisation}
          target={{ org: slug, subject: control.id, suggestion }}
          owner={owner}
          items={items}
          compact
        />
      )}
    </li>
  );
}
