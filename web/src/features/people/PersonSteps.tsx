import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Organisation, Person } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { usePersonChange } from "./changes.ts";
import { InvitationSteps } from "./InvitationSteps.tsx";
import { LetGoDialog } from "./LetGoDialog.tsx";
import classes from "./PersonSteps.module.css";
import { accountLook, isOwner } from "./view.ts";

const EraseDialog = lazy(() => import("./EraseDialog.tsx").then((all) => ({ default: all.EraseDialog })));

interface Props {
  organisation: Organisation;
  person: Person;
  manages: boolean;
}

/** Whether the person signs in, and what can be done about it. */
export function PersonSteps({ organisation, person, manages }: Props) {
  const { slug, me } = organisation;
  const { change, pending, error, conflict } = usePersonChange(slug, person.id);
  const [leaving, setLeaving] = useState(false);
  const [erasing, setErasing] = useState(false);
  const others = person.id !== me.person_id && (isOwner(me) || !isOwner(person));
  const takeBack = () =>
    change({
      body: { returns: true },
      words: m.take_back(),
      done: ({ name }) => notifySaved(m.taken_back({ name })),
    });
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <div className={classes.steps}>
        <StateMark look={accountLook(person, organisation)} />
        {manages && (
          <Group gap="xs">
            {person.active && !person.has_account && <InvitationSteps org={slug} person={person} />}
            {person.active && others && (
              <Button variant="default" onClick={() => setLeaving(true)}>
                {m.let_go()}
              </Button>
            )}
            {!person.active && !person.erased_at && (
              <>
                <Button loading={pending} onClick={takeBack}>
                  {m.take_back()}
                </Button>
                {may(me, "erase_person") && others && (
                  <Button variant="default" onClick={() => setErasing(true)}>
                    {m.erase_person()}
                  </Button>
                )}
              </>
            )}
            {may(me, "export_person", person.id) && (
              <CopyButton org={slug} person={person.id} words={m.copy_person({ name: person.name })} />
            )}
          </Group>
        )}
      </div>
      {erasing && (
        <Suspense>
          <EraseDialog organisation={organisation} person={person} onClose={() => setErasing(false)} />
        </Suspense>
      )}
      {leaving && (
        <LetGoDialog organisation={organisation} person={person} onClose={() => setLeaving(false)} />
      )}
    </>
  );
}
