import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Finding, FindingGrade, Organisation } from "~/api/client.ts";
import { grades } from "~/lib/findings.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { useFindingChange } from "./findingChanges.ts";

interface Props {
  organisation: Organisation;
  finding: Finding;
}

/** What was seen, and what else those who audit say; read, or put right as one. */
export function FindingSeen({ organisation, finding: one }: Props) {
  const [editing, setEditing] = useState(false);
  return (
    <Section
      title={m.finding_evidence()}
      aside={
        one.may.manage &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {m.edit_text()}
          </Button>
        )
      }
    >
      {editing ? (
        <Fields org={organisation.slug} one={one} onClose={() => setEditing(false)} />
      ) : one.evidence ? (
        <Prose text={one.evidence} />
      ) : (
        <p className={text.soft}>{m.finding_evidence_none()}</p>
      )}
    </Section>
  );
}

function Fields({ org, one, onClose }: { org: string; one: Finding; onClose: () => void }) {
  const { change, takeBack, ...state } = useFindingChange(org, one.id);
  const errors = fieldErrors(state.error);
  const { title, grade, requirement, evidence } = one;
  const before = { title, grade, requirement, evidence };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body = {
          title: read("title"),
          grade: read("grade") as FindingGrade,
          requirement: read("requirement"),
          evidence: read("evidence"),
        };
        const done = () => {
          onClose();
          notifySaved(m.finding_saved({ reference: one.reference }), () => takeBack(body, before));
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
        defaultValue={title}
        error={errors.title}
        autoFocus
      />
      <NativeSelect
        name="grade"
        label={m.finding_grade()}
        defaultValue={grade}
        data={(Object.keys(grades) as FindingGrade[]).map((value) => ({
          value,
          label: grades[value].label(),
        }))}
        error={errors.grade}
      />
      <TextInput
        name="requirement"
        label={m.finding_requirement()}
        maxLength={200}
        defaultValue={requirement}
        error={errors.requirement}
      />
      <Textarea
        name="evidence"
        label={m.finding_evidence()}
        autosize
        minRows={3}
        maxLength={5000}
        defaultValue={evidence}
        error={errors.evidence}
      />
    </EditForm>
  );
}
