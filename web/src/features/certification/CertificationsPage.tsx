import { Button, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AuditsTogether, CertificationRow } from "~/api/client.ts";
import { certificateStates, cycleDateWords } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import cards from "~/ui/Cards.module.css";
import { DueDate } from "~/ui/DueDate.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { AddDialog } from "./AddDialog.tsx";
import classes from "./Certification.module.css";
import { certificationsQuery } from "./queries.ts";
import { usages } from "./view.ts";

/** What the organisation has certified, the nearest date first. */
export function CertificationsPage({ org }: { org: string }) {
  const { me, today } = useOrganisation(org);
  const { data } = useSuspenseQuery(certificationsQuery(org));
  const [adding, setAdding] = useState(false);
  const manages = may(me, "manage_certification");
  const add = manages && <Button onClick={() => setAdding(true)}>{m.certification_add()}</Button>;
  const inUse = data.items.filter(({ aside }) => !aside);
  const aside = data.items.filter(({ aside }) => aside);
  return (
    <>
      <PageHeading
        title={m.nav_certifications()}
        below={m.certifications_why()}
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              renderRoot={(props) => <Link {...props} to="/o/$org/bodies" params={{ org }} />}
            >
              {m.bodies()}
            </Button>
            {inUse.length > 0 && add}
          </Group>
        }
      />
      {inUse.length > 0 ? (
        <Cards org={org} rows={inUse} today={today} />
      ) : (
        <EmptyState title={m.certifications_empty_title()} action={add}>
          <p>{m.certifications_empty_text()}</p>
          <p>{m.certifications_empty_example()}</p>
        </EmptyState>
      )}
      <Together org={org} pairs={data.together} />
      {aside.length > 0 && (
        <Section title={m.certifications_aside()}>
          <Cards org={org} rows={aside} today={today} />
        </Section>
      )}
      {adding && <AddDialog org={org} onClose={() => setAdding(false)} />}
    </>
  );
}

/** Audits that could be one visit: the certification body comes once, and asks once. */
function Together({ org, pairs }: { org: string; pairs: AuditsTogether[] }) {
  if (pairs.length === 0) return null;
  const audit = ({ id, reference, what, year }: AuditsTogether["one"]) => (
    <Link to="/o/$org/certifications/$id" params={{ org, id }}>
      {m.audit_of({ what: cycleDateWords(what, year), reference })}
    </Link>
  );
  return (
    <Section title={m.audits_together()}>
      <p className={classes.soft}>{m.audits_together_why()}</p>
      <ul className={classes.list}>
        {pairs.map((pair) => (
          <li
            key={`${pair.one.id} ${pair.one.what} ${pair.one.year} ${pair.other.id} ${pair.other.what} ${pair.other.year}`}
            className={classes.item}
          >
            <div className={classes.line}>
              <span className={classes.pair}>
                {audit(pair.one)} <span aria-hidden="true">+</span> {audit(pair.other)}
              </span>
              <span className={classes.soft}>
                {m.date_span({ from: formatDate(pair.from), until: formatDate(pair.until) })}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Cards({ org, rows, today }: { org: string; rows: CertificationRow[]; today: string }) {
  return (
    <ul className={cards.cards}>
      {rows.map((row) => {
        const usage = usages[row.usage];
        return (
          <li key={row.id}>
            <Link to="/o/$org/certifications/$id" params={{ org, id: row.id }} className={cards.card}>
              <span className={cards.name}>
                {row.reference} {row.title}
              </span>
              <span className={classes.soft}>
                {row.body ? m.certification_of_by({ standard: row.standard, body: row.body }) : row.standard}
              </span>
              <span className={classes.marks}>
                <StateMark look={certificateStates[row.state]} />
                {usage && <StateMark look={usage} />}
              </span>
              {row.expiry && (
                <span className={classes.soft}>{m.certificate_until({ date: formatDate(row.expiry) })}</span>
              )}
              {row.next && !row.aside && (
                <span className={classes.soft}>
                  {cycleDateWords(row.next.what)}: <DueDate due={row.next.on} today={today} />
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
