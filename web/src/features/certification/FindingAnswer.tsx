import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Finding, Organisation } from "~/api/client.ts";
import { needsAnswer } from "~/lib/findings.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import classes from "./Findings.module.css";
import { useFindingChange } from "./findingChanges.ts";

const parts = [
  ["cause", m.finding_cause, m.finding_cause_why],
  ["correction", m.finding_correction, m.finding_correction_why],
  ["action", m.finding_action, m.finding_action_why],
] as const;

interface Props {
  organisation: Organisation;
  finding: Finding;
}

/** What the organisation says to it; what is with the body is read only until it comes back. */
export function FindingAnswer({ organisation, finding: one }: Props) {
  const [editing, setEditing] = useState(false);
  const open = one.state === "issued" || one.state === "disputed";
  const said = parts.filter(([field]) => one[field]);
  return (
    <Section
      title={m.finding_answer()}
      aside={
        open &&
        one.may.answer &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {said.length > 0 ? m.edit_text() : m.finding_write_answer()}
          </Button>
        )
      }
    >
      {editing ? (
        <Fields
          org={organisation.slug}
          one={one}
          today={organisation.today}
          onClose={() => setEditing(false)}
        />
      ) : said.length > 0 ? (
        <div className={classes.answer}>
          {said.map(([field, label]) => (
            <div key={field}>
              <h3>{label()}</h3>
              <Prose text={one[field]} />
            </div>
          ))}
        </div>
      ) : (
        <p className={text.soft}>
          {needsAnswer(one.grade) ? m.finding_answer_none() : m.finding_answer_unasked()}
        </p>
      )}
    </Section>
  );
}

interface FieldsProps {
  org: string;
  one: Finding;
  today: string;
  onClose: () => void;
}

function Fields({ org, one, today, onClose }: FieldsProps) {
  const { change, takeBack, ...state } = useFindingChange(org, one.id);
  const errors = fieldErrors(state.error);
  const [actBy, setActBy] = useState(one.act_by);
  const before = {
    cause: one.cause,
    correction: one.correction,
    action: one.action,
    act_by: one.act_by,
  };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body = {
          cause: read("cause"),
          correction: read("correction"),
          action: read("action"),
          act_by: actBy,
        };
        const done = () => {
          onClose();
          notifySaved(m.finding_answer_saved({ reference: one.reference }), () => takeBack(body, before));
        };
        change({ body, words: m.finding_answer(), done });
      }}
    >
      {parts.map(([field, label, why], index) => (
        <Textarea
          key={field}
          name={field}
          label={label()}
          description={why()}
          autosize
          minRows={3}
          maxLength={5000}
          defaultValue={one[field]}
          error={errors[field]}
          autoFocus={index === 0}
        />
      ))}
      <DateField
        label={m.finding_act_by()}
        value={actBy}
        today={today}
        eager
        onCommit={setActBy}
        error={errors.act_by}
      />
    </EditForm>
  );
}
