import { Button } from "@mantine/core";
import { useState } from "react";
import type { Evidence, Organisation } from "~/api/client.ts";
import { evidenceStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { type Step, useEvidenceStep } from "./changes.ts";
import classes from "./EvidencePage.module.css";
import { lookOf } from "./view.ts";

/** Whether it counts, and taking it out of use or back. */
export function EvidenceSteps({
  organisation,
  evidence,
}: {
  organisation: Organisation;
  evidence: Evidence;
}) {
  const { change, takeBack, pending, error, conflict } = useEvidenceStep(organisation.slug, evidence.id);
  const [asking, setAsking] = useState(false);
  const withdrawn = evidence.state === "withdrawn";
  const before: Step = { state: evidence.state, withdrawn_because: evidence.withdrawn_because };
  const take = (body: Step) => {
    const words = m.state_now({ state: evidenceStates[body.state].label() });
    change({
      body,
      words,
      done: () => {
        setAsking(false);
        notifySaved(words, () => takeBack(body, before));
      },
    });
  };
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={error} />}
      <div className={classes.steps}>
        <StateMark look={evidenceStates[evidence.state]} />
        {!withdrawn && <StateMark look={lookOf(evidence)} />}
        {evidence.may.withdraw &&
          (withdrawn ? (
            <Button
              variant="default"
              loading={pending}
              onClick={() => take({ state: "current", withdrawn_because: null })}
            >
              {m.evidence_restore()}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setAsking(true)}>
              {m.evidence_withdraw()}
            </Button>
          ))}
        {evidence.withdrawn_because && (
          <span className={classes.hint}>
            {m.evidence_withdrawn_because({ reason: evidence.withdrawn_because })}
          </span>
        )}
      </div>
      {asking && (
        <ReasonDialog
          title={m.evidence_withdraw()}
          explanation={m.evidence_withdraw_why()}
          error={error}
          pending={pending}
          onClose={() => setAsking(false)}
          onGive={(reason) => take({ state: "withdrawn", withdrawn_because: reason })}
        />
      )}
    </>
  );
}
