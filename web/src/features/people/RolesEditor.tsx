import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { GivenRole, HeldRole, Organisation, Person, RoleName } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { usePersonChange } from "./changes.ts";
import { RoleRow } from "./RoleRow.tsx";
import classes from "./Roles.module.css";
import { isOwner, roleNames, roles } from "./view.ts";

interface Props {
  organisation: Organisation;
  person: Person;
  held: HeldRole[];
}

/** Every role with what it may do; what is ticked is saved as one, and from today on. */
export function RolesEditor({ organisation, person, held }: Props) {
  const { slug, me, today } = organisation;
  const { change, begin, pending, error, conflict } = usePersonChange(slug, person.id);
  const [edited, setEdited] = useState<GivenRole[] | null>(null);
  const given: GivenRole[] = edited ?? held.map(({ role, until }) => ({ role, until }));
  const set = (role: RoleName, next: GivenRole | null) => {
    begin();
    const others = given.filter((each) => each.role !== role);
    setEdited(next ? [...others, next] : others);
  };
  const save = () =>
    change({
      body: { roles: given },
      words: given.map(({ role }) => roles[role].label()).join(", ") || m.value_none(),
      done: () => {
        setEdited(null);
        notifySaved(m.roles_saved());
      },
    });
  const reload = () => {
    setEdited(null);
    conflict?.onReload();
  };
  return (
    <>
      {conflict && <ConflictNotice {...conflict} onReload={reload} />}
      <FailureNotice error={error} />
      <ul className={classes.list}>
        {roleNames.map((role) => (
          <RoleRow
            key={role}
            role={role}
            given={given.find((each) => each.role === role) ?? null}
            today={today}
            disabled={role === "owner" && !isOwner(me)}
            error={fieldErrors(error).roles}
            onChange={(next) => set(role, next)}
          />
        ))}
      </ul>
      {edited && (
        <Group mt="md">
          <Button loading={pending} onClick={save}>
            {m.roles_save()}
          </Button>
          <Button variant="default" onClick={() => setEdited(null)}>
            {m.cancel()}
          </Button>
        </Group>
      )}
    </>
  );
}
