import { Button, Checkbox, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Organisation, Task } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { useTaskChange } from "./changes.ts";
import { isClosed } from "./view.ts";

/** What is to be done and what shall show that it was; read, or edited as one. */
export function TaskText({ organisation, task }: { organisation: Organisation; task: Task }) {
  const [editing, setEditing] = useState(false);
  const editable = !isClosed(task) && may(organisation.me, "revise_task", task.owner?.id ?? null);
  if (editing) return <TextForm org={organisation.slug} task={task} onClose={() => setEditing(false)} />;
  return (
    <>
      <Section
        title={m.field_description()}
        aside={
          editable && (
            <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
              {m.edit_text()}
            </Button>
          )
        }
      >
        {task.description ? (
          <Prose text={task.description} />
        ) : (
          <p className={text.soft}>{m.description_none()}</p>
        )}
      </Section>
      <Section title={m.field_expected_evidence()}>
        {task.expected_evidence ? (
          <Prose text={task.expected_evidence} />
        ) : (
          <p className={text.soft}>{m.expected_evidence_none()}</p>
        )}
        <p className={text.soft}>
          {task.evidence_required ? m.evidence_is_required() : m.evidence_is_optional()}
        </p>
      </Section>
    </>
  );
}

function TextForm({ org, task, onClose }: { org: string; task: Task; onClose: () => void }) {
  const { change, begin, pending, error, conflict } = useTaskChange(org, task.id);
  const errors = fieldErrors(error);
  return (
    <form
      onInput={begin}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const read = (name: string) => String(form.get(name) ?? "").trim();
        const body = {
          title: read("title"),
          description: read("description"),
          expected_evidence: read("expected_evidence"),
          evidence_required: form.has("evidence_required"),
        };
        const done = () => {
          onClose();
          notifySaved(m.text_saved());
        };
        change({ body, words: body.title, done });
      }}
    >
      <Stack mb="xl">
        {conflict && <ConflictNotice {...conflict} />}
        <FailureNotice error={error} />
        <TextInput
          name="title"
          label={m.title()}
          required
          withAsterisk={false}
          maxLength={200}
          defaultValue={task.title}
          error={errors.title}
        />
        <Textarea
          name="description"
          label={m.field_description()}
          autosize
          minRows={4}
          defaultValue={task.description}
          error={errors.description}
        />
        <Textarea
          name="expected_evidence"
          label={m.field_expected_evidence()}
          autosize
          minRows={3}
          defaultValue={task.expected_evidence}
          error={errors.expected_evidence}
        />
        <Checkbox
          name="evidence_required"
          label={m.evidence_required_label()}
          description={m.evidence_required_why()}
          defaultChecked={task.evidence_required}
        />
        <Group>
          <Button type="submit" loading={pending}>
            {m.save()}
          </Button>
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
