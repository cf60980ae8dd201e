import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Certification, CertificationChange, Organisation } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { useCertificationChange } from "./changes.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
}

/** What the certificate covers, and what else is written on it; read, or edited as one. */
export function Scope({ organisation, certification }: Props) {
  const [editing, setEditing] = useState(false);
  const { may, aside, scope } = certification;
  return (
    <Section
      title={m.certification_scope()}
      aside={
        may.manage &&
        !aside &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {m.edit_text()}
          </Button>
        )
      }
    >
      {editing ? (
        <Fields org={organisation.slug} one={certification} onClose={() => setEditing(false)} />
      ) : scope ? (
        <Prose text={scope} />
      ) : (
        <p className={text.soft}>{m.certification_scope_none()}</p>
      )}
    </Section>
  );
}

function Fields({ org, one, onClose }: { org: string; one: Certification; onClose: () => void }) {
  const { change, takeBack, ...state } = useCertificationChange(org, one.id);
  const errors = fieldErrors(state.error);
  const before: CertificationChange = {
    title: one.title,
    standard: one.standard,
    body: one.body,
    number: one.number,
    scope: one.scope,
  };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body = {
          title: read("title"),
          standard: read("standard"),
          body: read("body"),
          number: read("number"),
          scope: read("scope"),
        };
        const done = () => {
          onClose();
          notifySaved(m.certification_saved({ reference: one.reference }), () => takeBack(body, before));
        };
        change({ body, words: body.title, done });
      }}
    >
      <TextInput
        name="title"
        label={m.title()}
        required
        withAsterisk={false}
        maxLength={200}
        defaultValue={one.title}
        error={errors.title}
        autoFocus
      />
      <TextInput
        name="standard"
        label={m.certification_standard()}
        required
        withAsterisk={false}
        maxLength={100}
        defaultValue={one.standard}
        error={errors.standard}
      />
      <TextInput
        name="body"
        label={m.certification_body()}
        maxLength={200}
        defaultValue={one.body}
        error={errors.body}
      />
      <TextInput
        name="number"
        label={m.certificate_number()}
        maxLength={100}
        defaultValue={one.number}
        error={errors.number}
      />
      <Textarea
        name="scope"
        label={m.certification_scope()}
        description={m.certification_scope_why()}
        autosize
        minRows={3}
        maxLength={2000}
        defaultValue={one.scope}
        error={errors.scope}
      />
    </EditForm>
  );
}
