import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AccreditedName, Body, BodyChange } from "~/api/client.ts";
import { accreditations } from "~/lib/bodies.ts";
import { placedErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ContactFields } from "./ContactFields.tsx";
import { useBodyChange } from "./changes.ts";

interface Props {
  org: string;
  one: Body;
  today: string;
  onClose: () => void;
}

const texts = [
  ["competence", m.body_competence, m.body_competence_why],
  ["sectors", m.body_sectors, null],
  ["languages", m.body_languages, null],
  ["references", m.body_references, null],
  ["conflicts", m.body_conflicts, m.body_conflicts_why],
] as const;

/** Everything that is known of a body, edited as one. */
export function BodyForm({ org, one, today, onClose }: Props) {
  const { change, takeBack, ...state } = useBodyChange(org, one.id);
  const [until, setUntil] = useState<string | null>(one.accredited_until);
  const [advised, setAdvised] = useState<string | null>(one.advised_until);
  const [contacts, setContacts] = useState(one.contacts);
  const errors = placedErrors(state.error);
  const before: BodyChange = {
    name: one.name,
    accredited: one.accredited,
    accreditation: one.accreditation,
    accredited_until: one.accredited_until,
    competence: one.competence,
    sectors: one.sectors,
    languages: one.languages,
    references: one.references,
    conflicts: one.conflicts,
    advised_until: one.advised_until,
    contacts: one.contacts,
  };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body: BodyChange = {
          name: read("name"),
          accredited: read("accredited") as AccreditedName,
          accreditation: read("accreditation"),
          accredited_until: until,
          competence: read("competence"),
          sectors: read("sectors"),
          languages: read("languages"),
          references: read("references"),
          conflicts: read("conflicts"),
          advised_until: advised,
          contacts,
        };
        const done = () => {
          onClose();
          notifySaved(m.body_saved({ reference: one.reference }), () => takeBack(body, before));
        };
        change({ body, words: read("name"), done });
      }}
    >
      <TextInput
        name="name"
        label={m.body_name()}
        required
        withAsterisk={false}
        maxLength={200}
        defaultValue={one.name}
        error={errors["/name"]}
        autoFocus
      />
      <NativeSelect
        name="accredited"
        label={m.body_accredited()}
        description={m.body_accredited_why()}
        data={(Object.keys(accreditations) as AccreditedName[]).map((value) => ({
          value,
          label: accreditations[value].label(),
        }))}
        defaultValue={one.accredited}
        error={errors["/accredited"]}
      />
      <TextInput
        name="accreditation"
        label={m.body_accreditation()}
        description={m.body_accreditation_why()}
        maxLength={200}
        defaultValue={one.accreditation}
        error={errors["/accreditation"]}
      />
      <DateField
        label={m.body_accredited_last()}
        value={until}
        today={today}
        eager
        onCommit={setUntil}
        error={errors["/accredited_until"]}
      />
      {texts.map(([name, label, why]) => (
        <Textarea
          key={name}
          name={name}
          label={label()}
          {...(why && { description: why() })}
          autosize
          minRows={2}
          maxLength={2000}
          defaultValue={one[name]}
          error={errors[`/${name}`]}
        />
      ))}
      <DateField
        label={m.body_advised()}
        value={advised}
        today={today}
        eager
        onCommit={setAdvised}
        error={errors["/advised_until"]}
      />
      <ContactFields contacts={contacts} errors={errors} onChange={setContacts} />
    </EditForm>
  );
}
