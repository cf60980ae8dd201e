import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Body } from "~/api/client.ts";
import { accreditations, doubts } from "~/lib/bodies.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FactList } from "~/ui/FactList.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useOrganisation } from "../organisation/queries.ts";
import classes from "./Bodies.module.css";
import { BodyForm } from "./BodyForm.tsx";
import { useBodyAside } from "./changes.ts";
import { bodyQuery } from "./queries.ts";

interface Props {
  org: string;
  id: string;
  history: (zone: string) => ReactNode;
  conversation: ReactNode;
}

/** One certification body: whether it may certify, what it knows, whom one asks there, and what to ask about. */
export function BodyPage({ org, id, history, conversation }: Props) {
  const { me, zone, today } = useOrganisation(org);
  const { data: one } = useSuspenseQuery(bodyQuery(org, id));
  const [editing, setEditing] = useState(false);
  const manages = one.may.manage && !one.aside;
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/bodies" params={{ org }}>
            {m.bodies()}
          </Link>
        }
        title={one.name}
        reference={one.reference}
        below={<StateMark look={accreditations[one.accredited]} />}
        actions={one.may.manage && <Aside org={org} one={one} />}
      />
      <Doubts one={one} />
      <div className={classes.body}>
        <div>
          <Section
            title={m.body_known()}
            aside={
              manages &&
              !editing && (
                <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
                  {m.edit_text()}
                </Button>
              )
            }
          >
            {editing ? (
              <BodyForm org={org} one={one} today={today} onClose={() => setEditing(false)} />
            ) : (
              <Known one={one} />
            )}
          </Section>
          {!editing && <Contacts one={one} />}
          {conversation}
        </div>
        {may(me, "read_history") && <Section title={m.history()}>{history(zone)}</Section>}
      </div>
    </>
  );
}

/** What somebody asks about before they sign; it decides nothing. */
function Doubts({ one }: { one: Body }) {
  if (one.doubts.length === 0) return null;
  return (
    <div className={classes.doubts} role="note">
      <p>{m.doubts_ask()}</p>
      <ul>
        {one.doubts.map((doubt) => (
          <li key={doubt}>
            {doubt === "advised" && one.apart_until
              ? m.doubt_advised_until({ date: formatDate(one.apart_until) })
              : doubts[doubt].label()}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Known({ one }: { one: Body }) {
  const day = (date: string | null | undefined) => (date ? formatDate(date) : "");
  const facts = [
    [m.body_accreditation(), one.accreditation],
    [m.body_accredited_last(), day(one.accredited_until)],
    [m.body_competence(), one.competence],
    [m.body_sectors(), one.sectors],
    [m.body_languages(), one.languages],
    [m.body_references(), one.references],
    [m.body_conflicts(), one.conflicts],
    [m.body_advised(), day(one.advised_until)],
  ] as const;
  return <FactList facts={[...facts]} none={m.body_known_none()} />;
}

function Contacts({ one }: { one: Body }) {
  if (one.contacts.length === 0) return null;
  return (
    <Section title={m.body_contacts()}>
      <ul className={classes.contacts}>
        {one.contacts.map((contact) => (
          <li key={`${contact.name} ${contact.mail}`} className={classes.contact}>
            <span>
              {contact.role ? m.contact_with_role({ name: contact.name, role: contact.role }) : contact.name}
            </span>
            {contact.mail && <a href={`mailto:${contact.mail}`}>{contact.mail}</a>}
            {contact.phone && <span className={text.soft}>{contact.phone}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Aside({ org, one }: { org: string; one: Body }) {
  const { change, takeBack, pending, error, conflict } = useBodyAside(org, one.id);
  const turn = () => {
    const body = { aside: !one.aside };
    const words = body.aside
      ? m.body_put_aside({ reference: one.reference })
      : m.body_taken_back({ reference: one.reference });
    const done = () => notifySaved(words, () => takeBack(body, { aside: one.aside }));
    change({ body, words, done });
  };
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Button variant="default" loading={pending} onClick={turn}>
        {one.aside ? m.certification_take_back() : m.certification_put_aside()}
      </Button>
    </>
  );
}
