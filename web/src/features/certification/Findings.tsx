import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Certification, FindingRow, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { findingStates, grades } from "~/lib/findings.ts";
import { m } from "~/paraglide/messages.js";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import lists from "./Certification.module.css";
import classes from "./Findings.module.css";
import { RaiseDialog } from "./RaiseDialog.tsx";
import { phases } from "./view.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
}

/** What was found on the visits of a certification: what is open first, then what was closed. */
export function Findings({ organisation, certification: one }: Props) {
  const [raising, setRaising] = useState(false);
  const open = one.findings.filter(({ state }) => state !== "closed");
  const closed = one.findings.filter(({ state }) => state === "closed");
  const seen = one.visits.some(({ state, begins }) => state !== "cancelled" && begins <= one.today);
  const line = (finding: FindingRow) => (
    <Line key={finding.id} org={organisation.slug} one={one} finding={finding} today={one.today} />
  );
  return (
    <>
      {one.findings.length === 0 && (
        <p className={text.soft}>{seen ? m.findings_none() : m.findings_no_visit()}</p>
      )}
      {open.length > 0 && <ul className={lists.list}>{open.map(line)}</ul>}
      {closed.length > 0 && (
        <details className={classes.closed} open={open.length === 0}>
          <summary>{m.findings_closed({ count: closed.length })}</summary>
          <ul className={lists.list}>{closed.map(line)}</ul>
        </details>
      )}
      {one.may.manage_findings && !one.aside && seen && (
        <Button mt="md" variant="light" onClick={() => setRaising(true)}>
          {m.finding_raise()}
        </Button>
      )}
      {raising && (
        <RaiseDialog organisation={organisation} certification={one} onClose={() => setRaising(false)} />
      )}
    </>
  );
}

interface LineProps {
  org: string;
  one: Certification;
  finding: FindingRow;
  today: string;
}

function Line({ org, one, finding, today }: LineProps) {
  const visit = one.visits.find(({ id }) => id === finding.visit);
  const late = finding.next_due !== null && finding.next_due < today;
  return (
    <li className={lists.item}>
      <div className={lists.line}>
        <Link className={classes.title} to="/o/$org/findings/$id" params={{ org, id: finding.id }}>
          <span className={text.soft}>{finding.reference}</span> {finding.title}
        </Link>
        <StateMark look={findingStates[finding.state]} />
      </div>
      <div className={lists.facts}>
        <StateMark look={grades[finding.grade]} />
        {finding.requirement && <span>{finding.requirement}</span>}
        {visit && (
          <span>
            {m.finding_on_visit({ phase: phases[visit.phase](), date: formatDate(finding.raised) })}
          </span>
        )}
        {finding.next_due && (
          <span className={late ? lists.late : undefined}>
            {finding.state === "accepted"
              ? m.finding_act_by_day({ date: formatDate(finding.next_due) })
              : m.finding_due_day({ date: formatDate(finding.next_due) })}
          </span>
        )}
        {finding.owner && <span>{finding.owner.name}</span>}
      </div>
    </li>
  );
}
