import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Certification, Organisation, Visit, VisitStateName } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Certification.module.css";
import { useVisitChange, type VisitChange } from "./changes.ts";
import { VisitDialog } from "./VisitDialog.tsx";
import { phases, visitStates } from "./view.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
  onChanged: (after: Certification) => void;
}

/** When somebody of the certification body comes, or came, the latest first. */
export function Visits({ organisation, certification: one, onChanged }: Props) {
  const { slug, today } = organisation;
  const [asking, setAsking] = useState<Visit | "new" | null>(null);
  const { change, takeBack, pending, error, conflict } = useVisitChange(slug, one.id);
  const manages = one.may.manage && !one.aside;
  const save = (body: VisitChange, words: string, before?: VisitChange) =>
    change({
      body,
      words,
      done: (after) => {
        setAsking(null);
        onChanged(after);
        notifySaved(words, before && (() => takeBack(body, before)));
      },
    });
  const turn = (visit: Visit, state: VisitStateName) => {
    const { id, ...plan } = visit;
    const words = m.visit_now({ phase: phases[visit.phase](), state: visitStates[state].label() });
    save({ visit: id, plan: { ...plan, state } }, words, { visit: id, plan });
  };
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={error} />}
      {one.visits.length === 0 && <p className={classes.soft}>{m.visits_none()}</p>}
      <ul className={classes.list} hidden={one.visits.length === 0}>
        {[...one.visits].reverse().map((visit) => (
          <li key={visit.id} className={classes.item}>
            <div className={classes.line}>
              <span className={classes.what}>{phases[visit.phase]()}</span>
              <StateMark look={visitStates[visit.state]} />
            </div>
            <div className={classes.facts}>
              <span>{span(visit)}</span>
              {visit.note && <span>{visit.note}</span>}
            </div>
            {manages && (
              <Group gap="xs" mt={6}>
                {visit.state === "planned" && visit.ends <= today && (
                  <Button size="compact-sm" loading={pending} onClick={() => turn(visit, "held")}>
                    {m.visit_note_held()}
                  </Button>
                )}
                <Button size="compact-sm" variant="default" onClick={() => setAsking(visit)}>
                  {m.visit_change()}
                </Button>
                {visit.state === "planned" && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={pending}
                    onClick={() => turn(visit, "cancelled")}
                  >
                    {m.visit_cancel()}
                  </Button>
                )}
              </Group>
            )}
          </li>
        ))}
      </ul>
      {manages && (
        <Button mt="md" variant="light" onClick={() => setAsking("new")}>
          {m.visit_plan()}
        </Button>
      )}
      {asking && (
        <VisitDialog
          certification={one}
          visit={asking === "new" ? null : asking}
          today={today}
          error={error}
          pending={pending}
          onSave={(plan) => {
            const visit = asking === "new" ? null : asking.id;
            save({ visit, plan }, m.visit_saved({ phase: phases[plan.phase]() }));
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

const span = ({ begins, ends }: Visit) =>
  begins === ends ? formatDate(begins) : m.date_span({ from: formatDate(begins), until: formatDate(ends) });
