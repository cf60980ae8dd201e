import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Body } from "~/api/client.ts";
import { accreditations, doubts } from "~/lib/bodies.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import cards from "~/ui/Cards.module.css";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useOrganisation } from "../organisation/queries.ts";
import { AddBody } from "./AddBody.tsx";
import classes from "./Bodies.module.css";
import { bodiesQuery } from "./queries.ts";

/** The certification bodies that the organisation knows. */
export function BodiesPage({ org }: { org: string }) {
  const { me } = useOrganisation(org);
  const { data } = useSuspenseQuery(bodiesQuery(org));
  const [adding, setAdding] = useState(false);
  const add = may(me, "manage_certification") && (
    <Button onClick={() => setAdding(true)}>{m.body_add()}</Button>
  );
  const known = data.items.filter(({ aside }) => !aside);
  const aside = data.items.filter(({ aside }) => aside);
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/certifications" params={{ org }}>
            {m.nav_certifications()}
          </Link>
        }
        title={m.bodies()}
        below={m.bodies_why()}
        actions={known.length > 0 && add}
      />
      {known.length > 0 ? (
        <Cards org={org} rows={known} />
      ) : (
        <EmptyState title={m.bodies_empty_title()} action={add}>
          <p>{m.bodies_empty_text()}</p>
        </EmptyState>
      )}
      {aside.length > 0 && (
        <Section title={m.certifications_aside()}>
          <Cards org={org} rows={aside} />
        </Section>
      )}
      {adding && <AddBody org={org} onClose={() => setAdding(false)} />}
    </>
  );
}

function Cards({ org, rows }: { org: string; rows: Body[] }) {
  return (
    <ul className={cards.cards}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/o/$org/bodies/$id" params={{ org, id: row.id }} className={cards.card}>
            <span className={cards.name}>
              {row.reference} {row.name}
            </span>
            {row.accreditation && <span className={text.soft}>{row.accreditation}</span>}
            <span className={classes.marks}>
              {row.accredited === "yes" && <StateMark look={accreditations.yes} />}
              {row.doubts.map((doubt) => (
                <StateMark key={doubt} look={doubts[doubt]} />
              ))}
            </span>
            {row.accredited_until && (
              <span className={text.soft}>
                {m.body_accredited_until({ date: formatDate(row.accredited_until) })}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
