import { Button, Group } from "@mantine/core";
import { Fragment, useState } from "react";
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
              <AuditDays visit={visit} />
              <Found one={one} visit={visit} />
              {visit.team && <span>{visit.team}</span>}
              {visit.note && <span>{visit.note}</span>}
            </div>
            <Record visit={visit} />
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

/** How many audit days are planned, and were used. */
function AuditDays({ visit }: { visit: Visit }) {
  const { days_planned: planned, days_used: used } = visit;
  const words =
    planned !== null && used !== null
      ? m.visit_days({ used, planned })
      : planned !== null
        ? m.visit_days_only_planned({ planned })
        : used !== null
          ? m.visit_days_only_used({ used })
          : null;
  return words && <span>{words}</span>;
}

/** How much was found, and how much of what was found before is looked at again. */
function Found({ one, visit }: { one: Certification; visit: Visit }) {
  if (visit.state === "cancelled") return null;
  const found = one.findings.filter((finding) => finding.visit === visit.id).length;
  const carried = one.findings.filter(
    ({ visit: of, raised, closed }) =>
      of !== visit.id && raised < visit.begins && (closed === null || closed >= visit.begins),
  ).length;
  return (
    <>
      {found > 0 && <span>{m.visit_found({ count: found })}</span>}
      {carried > 0 && <span>{m.visit_carried({ count: carried })}</span>}
    </>
  );
}

const records = [
  ["attendees", m.visit_attendees],
  ["agenda", m.visit_agenda],
  ["sampled", m.visit_sampled],
] as const;

/** What else is planned and noted, folded away. */
function Record({ visit }: { visit: Visit }) {
  const said = records.filter(([field]) => visit[field]);
  if (said.length === 0) return null;
  return (
    <details className={classes.why}>
      <summary>{m.visit_record()}</summary>
      <dl>
        {said.map(([field, label]) => (
          <Fragment key={field}>
            <dt>{label()}</dt>
            <dd className={classes.lines}>{visit[field]}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

const span = ({ begins, ends }: Visit) =>
  begins === ends ? formatDate(begins) : m.date_span({ from: formatDate(begins), until: formatDate(ends) });
