import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { NewTaskTemplate, Organisation, Priority, TaskTemplate } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { priorities, priorityNames } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { RecurrenceFields } from "./RecurrenceFields.tsx";
import { useTemplateChanges } from "./templates.ts";

interface Props {
  organisation: Organisation;
  start: Partial<NewTaskTemplate>;
  /** The template that is changed; without one, a new one is made. */
  over?: TaskTemplate | undefined;
  onClose: () => void;
  onSaved: (template: TaskTemplate) => void;
}

/** What tasks of one sort begin with. */
export function TemplateForm({ organisation, start, over, onClose, onSaved }: Props) {
  const { slug, today } = organisation;
  const { save } = useTemplateChanges(slug);
  const [rule, setRule] = useState(start.recurrence ?? null);
  const [dueIn, setDueIn] = useState<number | null>(start.due_in ?? null);
  const errors = fieldErrors(save.error);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const body = {
      title: read("title"),
      description: read("description"),
      expected_evidence: read("expected_evidence"),
      evidence_required: form.has("evidence_required"),
      checklist: read("checklist").split("\n"),
      priority: read("priority") as Priority,
      due_in: dueIn,
      recurrence: rule,
    };
    save.mutate({ body, ...(over && { over }) }, { onSuccess: onSaved });
  };
  return (
    <form onSubmit={send}>
      <Stack>
        <FailureNotice error={save.error} />
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
          autosize
          minRows={2}
          maxRows={10}
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
          <NumberInput
            label={m.template_due_in()}
            value={dueIn ?? ""}
            min={0}
            max={3660}
            allowDecimal={false}
            error={errors.due_in}
            onChange={(days) => setDueIn(days === "" ? null : Number(days))}
          />
        </Group>
        <RecurrenceFields value={rule} today={today} errors={errors} onChange={setRule} />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {over ? m.save() : m.template_create()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A checklist as it is written in a form: one item on each line. */
export function ChecklistLines({ lines, error }: { lines: string[]; error: string | undefined }) {
  return (
    <Textarea
      name="checklist"
      label={m.field_checklist()}
      description={m.field_checklist_why()}
      autosize
      minRows={2}
      maxRows={10}
      defaultValue={lines.join("\n")}
      error={error}
    />
  );
}
