import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import type { ControlRow, NewTask, Organisation, PersonRef, Priority } from "~/api/client.ts";
import { isFailure } from "~/api/failure.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { priorities, priorityNames } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import text from "~/ui/text.module.css";
import { useAssignees } from "../people/queries.ts";
import { createTask } from "./changes.ts";
import { taskQuery } from "./queries.ts";

export interface Suggested {
  control: Pick<ControlRow, "id" | "reference" | "title">;
  title: string;
  expectedEvidence: string;
}

interface Props {
  organisation: Organisation;
  suggested?: Suggested | undefined;
  onClose: () => void;
}

export function NewTaskForm({ organisation, suggested, onClose }: Props) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const [owner, setOwner] = useState<PersonRef | null>(null);
  const [due, setDue] = useState<string | null>(null);
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
          defaultValue={suggested?.title ?? ""}
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
          error={errors.description}
        />
        <Textarea
          name="expected_evidence"
          label={m.field_expected_evidence()}
          description={m.expected_evidence_why()}
          autosize
          minRows={3}
          maxRows={12}
          defaultValue={suggested?.expectedEvidence ?? ""}
          error={errors.expected_evidence}
        />
        <Checkbox
          name="evidence_required"
          label={m.evidence_required_label()}
          description={m.evidence_required_why()}
          defaultChecked={Boolean(suggested)}
        />
        <NativeSelect
          name="priority"
          label={m.priority()}
          defaultValue="normal"
          data={priorityNames.map((value) => ({ value, label: priorities[value]() }))}
        />
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

/** Creates the task and goes to it. */
function useCreate(org: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: NewTask) => createTask(org, body, key.current),
    onSuccess: async (task) => {
      queryClient.setQueryData(taskQuery(org, task.id).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      onClose();
      await navigate({ to: "/o/$org/tasks/$id", params: { org, id: task.id } });
      notifySaved(m.task_created({ reference: task.reference }));
    },
    onError: (error) => {
      // An answer came, so the next attempt is another request; without one, the same may be repeated.
      if (isFailure(error) && error.status > 0) key.current = crypto.randomUUID();
    },
  });
}
