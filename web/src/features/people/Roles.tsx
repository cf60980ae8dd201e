import type { HeldRole, Organisation, Person } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import classes from "./Roles.module.css";
import { RolesEditor } from "./RolesEditor.tsx";
import { RoleWord } from "./RoleWord.tsx";
import { heldNow, isOwner, roles } from "./view.ts";

interface Props {
  organisation: Organisation;
  person: Person;
  editable: boolean;
}

/** What the person may do: to read, or to change where one may. */
export function Roles({ organisation, person, editable }: Props) {
  const { me, today } = organisation;
  const untouchable = isOwner(person) && !isOwner(me);
  const held = heldNow(person.history, today);
  return (
    <Section title={m.roles()}>
      {editable && untouchable && <p className={classes.why}>{m.roles_of_owner()}</p>}
      {!person.active && held.length > 0 && (
        <p className={classes.why}>{m.roles_rest({ name: person.name })}</p>
      )}
      {held.length === 0 && <p className={classes.why}>{m.roles_none({ name: person.name })}</p>}
      {editable && !untouchable ? (
        <RolesEditor organisation={organisation} person={person} held={held} />
      ) : (
        <RolesShown held={held} />
      )}
    </Section>
  );
}

/** Roles with what each may do and until when, to read. */
export function RolesShown({ held }: { held: HeldRole[] }) {
  return (
    <ul className={classes.list}>
      {held.map(({ role, until }) => (
        <li key={role} className={`${classes.item} ${classes.shown}`}>
          <div>
            <span className={classes.name}>
              <RoleWord role={role} />
            </span>
            <p className={classes.may}>{roles[role].may()}</p>
          </div>
          <p className={classes.until}>{until && m.role_until({ date: formatDate(until) })}</p>
        </li>
      ))}
    </ul>
  );
}
