import { Link } from "@tanstack/react-router";
import type { CertificationRow } from "~/api/client.ts";
import { certificateStates, cycleDateWords } from "~/lib/certification.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { Section } from "~/ui/Page.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Lines.module.css";

/** The certification whose next date is the nearest: where it stands, and how long there is. */
export function NextCertification({
  org,
  row,
  today,
}: {
  org: string;
  row: CertificationRow;
  today: string;
}) {
  const look = certificateStates[row.state];
  return (
    <Section title={m.home_certification()}>
      <ul className={classes.lines}>
        <li className={classes.line}>
          <StateShape look={look} />
          <div>
            <Link to="/o/$org/certifications/$id" params={{ org, id: row.id }} className={classes.link}>
              {row.title}
            </Link>
            <div className={classes.facts}>
              <span>{row.reference}</span>
              <span>{look.label()}</span>
              {row.next && <span>{cycleDateWords(row.next.what)}</span>}
            </div>
            {row.next && <DueDate due={row.next.on} today={today} />}
          </div>
        </li>
      </ul>
    </Section>
  );
}
