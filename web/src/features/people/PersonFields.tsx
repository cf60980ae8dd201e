import { useState } from "react";
import type { Organisation, Person, PersonChange } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { NameField } from "~/ui/NameField.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { ZoneSelect } from "~/ui/ZoneSelect.tsx";
import { usePersonChange } from "./changes.ts";
import { OpenWork } from "./OpenWork.tsx";
import { useAssignees } from "./queries.ts";
import { TeamsOf } from "./TeamsOf.tsx";
import { placeWords } from "./view.ts";

interface Props {
  organisation: Organisation;
  person: Person;
  editable: boolean;
}

/** What is said of a person; each is saved as it is chosen and can be taken back. */
export function PersonFields({ organisation, person, editable }: Props) {
  const { slug, me } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed).filter(({ id }) => id !== person.id);
  const { change, takeBack, draft, error, conflict } = usePersonChange(slug, person.id);
  const said: PersonChange = draft && "said" in draft ? draft.said : {};
  const errors = fieldErrors(error);
  const save = (after: PersonChange, before: PersonChange, words: string) =>
    change({
      body: { said: after },
      words,
      done: () => notifySaved(words, () => takeBack({ said: after }, { said: before })),
    });
  if (!editable) {
    return (
      <FactBar label={m.key_facts()}>
        <Fact label={m.zone()}>{placeWords(person.zone)}</Fact>
        <Fact label={m.line_manager()}>{person.manager?.name ?? m.nobody()}</Fact>
        <TeamsOf org={slug} teams={person.teams} />
        <OpenWork organisation={organisation} person={person} />
      </FactBar>
    );
  }
  const managerId = "manager" in said ? said.manager : person.manager?.id;
  const manager = people.find(({ id }) => id === managerId) ?? (managerId ? (person.manager ?? null) : null);
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <FactBar label={m.key_facts()}>
        <NameField
          value={said.name ?? person.name}
          error={errors.name}
          onCommit={(name) => save({ name }, { name: person.name }, m.name_now({ name }))}
        />
        <NameField
          label={m.work_address_label()}
          type="email"
          maxLength={254}
          autoComplete="off"
          value={said.address ?? person.address}
          error={errors.address}
          onCommit={(address) => save({ address }, { address: person.address }, m.address_now({ address }))}
        />
        <ZoneSelect
          value={said.zone ?? person.zone}
          error={errors.zone}
          onChange={(zone) => save({ zone }, { zone: person.zone }, m.zone_now({ zone: placeWords(zone) }))}
        />
        <PersonSelect
          label={m.line_manager()}
          people={people}
          value={manager}
          myself={me.person_id}
          error={errors.manager}
          onSearchChange={setTyped}
          onChange={(next) =>
            save(
              { manager: next?.id ?? null },
              { manager: person.manager?.id ?? null },
              m.manager_now({ name: next?.name ?? m.nobody() }),
            )
          }
        />
        <TeamsOf org={slug} teams={person.teams} />
        <OpenWork organisation={organisation} person={person} />
      </FactBar>
    </>
  );
}
