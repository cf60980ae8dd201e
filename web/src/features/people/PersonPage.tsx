import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { Face } from "~/ui/Face.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Absences } from "./Absences.tsx";
import { AddressTrouble } from "./AddressTrouble.tsx";
import { PersonFields } from "./PersonFields.tsx";
import classes from "./PersonPage.module.css";
import { PersonSteps } from "./PersonSteps.tsx";
import { personQuery } from "./queries.ts";
import { Roles } from "./Roles.tsx";
import { RolesHeld } from "./RolesHeld.tsx";

/** One person: whether they sign in, whom they answer to, and what they may do since when. */
export function PersonPage({ org, id }: { org: string; id: string }) {
  const organisation = useOrganisation(org);
  const { data: person } = useSuspenseQuery(personQuery(org, id));
  const { me } = organisation;
  const manages = may(me, "manage_people");
  const editable = manages && person.active;
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/people" params={{ org }}>
            {m.nav_people()}
          </Link>
        }
        title={person.id === me.person_id ? m.person_me({ name: person.name }) : person.name}
        face={<Face person={person} size={44} />}
        below={!person.erased_at && <a href={`mailto:${person.address}`}>{person.address}</a>}
      />
      <PersonSteps organisation={organisation} person={person} manages={manages} />
      <AddressTrouble org={org} zone={organisation.zone} person={person} mayRetry={editable} />
      <PersonFields organisation={organisation} person={person} editable={editable} />
      <div className={classes.body}>
        <div>
          <Roles organisation={organisation} person={person} editable={editable} />
          {person.active && <Absences organisation={organisation} person={person.id} />}
        </div>
        <div>
          <Section title={m.roles_held()}>
            <RolesHeld history={person.history} />
          </Section>
        </div>
      </div>
    </>
  );
}
