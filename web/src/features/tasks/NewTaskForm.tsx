import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ControlRow, NewTaskTemplate, Organisation, PersonRef, Priority } from "~/api/client.ts";
import { addDays } from "~/lib/dates.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { priorities, priorityNames } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import text from "~/ui/text.module.css";
import { useAssignees } from "../people/queries.ts";
import { useCreate } from "./create.ts";
import { RecurrenceFields } from "./RecurrenceFields.tsx";
import { ChecklistLines } from "./TemplateForm.tsx";
import { templatesQuery } from "./templates.ts";

export interface Suggested {
  control: Pick<ControlRow, "id" | "reference" | "title">;
  title: string;
  expectedEvidence: string;
}

/** What the fields begin with. */
type Start = Partial<NewTaskTemplate>;

interface Props {
  organisation: Organisation;
  suggested?: Suggested | undefined;
  onClose: () => void;
}

/** Asks for a new task; a template fills the fields, and each of them can still be changed. */
export function NewTaskForm({ organisation, suggested, onClose }: Props) {
  const templates = useQuery(templatesQuery(organisation.slug));
  const [chosen, setChosen] = useState("");
  const known = templates.data?.items ?? [];
  const template = known.find(({ id }) => id === chosen);
  const plain: Start = {
    title: suggested?.title ?? "",
    expected_evidence: suggested?.expectedEvidence ?? "",
    evidence_required: Boolean(suggested),
  };
  return (
    <>
      {known.length > 0 && (
        <NativeSelect
          label={m.template_use()}
          mb="md"
          value={chosen}
          data={[
            { value: "", label: m.template_none() },
            ...known.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <Fields
        key={chosen}
        organisation={organisation}
        suggested={suggested}
        start={template ?? plain}
        onClose={onClose}
      />
    </>
  );
}

function Fields({ organisation, suggested, start, onClose }: Props & { start: Start }) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const [owner, setOwner] = useState<PersonRef | null>(null);
  const [reviewer, setReviewer] = useState<PersonRef | null>(null);
  const dated = typeof start.due_in === "number" ? addDays(today, start.due_in) : null;
  const [due, setDue] = useState<string | null>(dated);
  const [rule, setRule] = useState(start.recurrence ?? null);
  const create = useCreate(slug, onClose);
  const errors = fieldErrors(create.error);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    create.mutate({
      title: read("title"),
      control: suggested?.control.id ?? null,
      description: read("description"),
      expected_evidence: read("expected_evidence"),
      evidence_required: form.has("evidence_required"),
      owner: owner?.id ?? null,
      due,
      priority: read("priority") as Priority,
      reviewer: reviewer?.id ?? null,
      checklist: read("checklist").split("\n"),
      recurrence: rule,
    });
  };
  return (
    <form onSubmit={send}>
      <Stack>
        {suggested && (
          <Text size="sm" c="dimmed">
            {m.task_for_control()} <span className={text.reference}>{suggested.control.reference}</span>{" "}
            {suggested.control.title}
          </Text>
        )}
        <FailureNotice error={create.error} />
        <TextInput
          name="title"
          label={m.title()}
          required
          withAsterisk={false}
          maxLength={200}
          defaultValue={start.title ?? ""}
          error={errors.title}
          data-autofocus
        />
        <Group grow align="flex-start">
          <PersonSelect
            label={m.owner()}
            people={people}
            value={owner}
            myself={me.person_id}
            onSearchChange={setTyped}
            onChange={setOwner}
            error={errors.owner}
          />
          <DateField label={m.due()} value={due} today={today} onCommit={setDue} eager error={errors.due} />
        </Group>
        <Textarea
          name="description"
          label={m.field_description()}
          autosize
          minRows={2}
          maxRows={10}
          defaultValue={start.description ?? ""}
          error={errors.description}
        />
        <ChecklistLines lines={start.checklist ?? []} error={errors.checklist} />
        <Textarea
          name="expected_evidence"
          label={m.field_expected_evidence()}
          description={m.expected_evidence_why()}
          autosize
          minRows={3}
          maxRows={12}
          defaultValue={start.expected_evidence ?? ""}
          error={errors.expected_evidence}
        />
        <Checkbox
          name="evidence_required"
          label={m.evidence_required_label()}
          description={m.evidence_required_why()}
          defaultChecked={start.evidence_required ?? false}
        />
        <Group grow align="flex-start">
          <NativeSelect
            name="priority"
            label={m.priority()}
            defaultValue={start.priority ?? "normal"}
            data={priorityNames.map((value) => ({ value, label: priorities[value]() }))}
          />
          <PersonSelect
            label={m.reviewer()}
            placeholder={m.reviewer_anyone()}
            people={people.filter(({ id }) => id !== owner?.id)}
            value={reviewer}
            myself={me.person_id}
            onSearchChange={setTyped}
            onChange={setReviewer}
            error={errors.reviewer}
          />
        </Group>
        <RecurrenceFields value={rule} today={today} errors={errors} onChange={setRule} />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {m.create_task()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
