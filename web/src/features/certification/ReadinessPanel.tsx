import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Certification, Organisation, PhaseName, Readiness } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import text from "~/ui/text.module.css";
import { Interviews } from "./Interviews.tsx";
import { readinessQuery } from "./queries.ts";
import classes from "./Readiness.module.css";
import { ReadinessLine } from "./ReadinessLine.tsx";
import { hasChecklists, visitGates } from "./readiness.ts";
import { likelyPhase, phases } from "./view.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
}

/** What an auditor asks for before and on the next visit, what shows it, and who may be asked. */
export function ReadinessPanel({ organisation, certification: one }: Props) {
  const [phase, setPhase] = useState<PhaseName>(likelyPhase(one));
  const found = useQuery({
    ...readinessQuery(organisation.slug, one.id, phase),
    enabled: hasChecklists(one.standard),
  });
  if (!hasChecklists(one.standard)) return <p className={text.soft}>{m.readiness_none()}</p>;
  if (found.isPending) return <LoadingLines lines={6} />;
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => found.refetch()} />;
  const readiness = found.data;
  return (
    <>
      <div className={classes.head}>
        <NativeSelect
          label={m.readiness_of()}
          value={phase}
          data={readiness.phases.map((value) => ({ value, label: phases[value]() }))}
          onChange={(event) => setPhase(event.currentTarget.value as PhaseName)}
        />
        <p className={classes.count}>
          {m.readiness_count({ ready: readiness.ready, applicable: readiness.applicable })}
        </p>
      </div>
      <Gates readiness={readiness} />
      <p className={text.soft}>{m.readiness_why()}</p>
      <ol className={classes.items}>
        {readiness.items.map((item) => (
          <ReadinessLine
            key={item.id}
            organisation={organisation}
            certification={one.id}
            phase={phase}
            item={item}
            editable={readiness.may_say && !one.aside && !one.as_of}
          />
        ))}
      </ol>
      <Interviews org={organisation.slug} readiness={readiness} />
    </>
  );
}

/** What a percentage does not say. */
function Gates({ readiness }: { readiness: Readiness }) {
  if (readiness.gates.length === 0) return <p className={text.soft}>{m.gates_of_visit_none()}</p>;
  return (
    <div className={classes.gates} role="note">
      <p>{m.gates_of_visit()}</p>
      <ul>
        {readiness.gates.map(({ gate, count }) => (
          <li key={gate}>{visitGates[gate]({ count })}</li>
        ))}
      </ul>
    </div>
  );
}
