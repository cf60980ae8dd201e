import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Certification, FindingGrade, Organisation } from "~/api/client.ts";
import { addDays, formatDate } from "~/lib/dates.ts";
import { grades, needsAnswer } from "~/lib/findings.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useRaising } from "./findingChanges.ts";
import { phases } from "./view.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
  onClose: () => void;
}

/** What was found, on which visit, and by when the body wants an answer. */
export function RaiseDialog({ organisation, certification: one, onClose }: Props) {
  const { slug, today, me } = organisation;
  // Nothing was found where nobody has come yet.
  const visits = one.visits.filter(({ state, begins }) => state !== "cancelled" && begins <= today).reverse();
  const [grade, setGrade] = useState<FindingGrade>("minor");
  // Customary; what the body wrote counts.
  const [due, setDue] = useState<string | null>(addDays(today, 30));
  const [owner, setOwner] = useState(one.owner);
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const raise = useRaising(slug, one.id, onClose);
  const errors = fieldErrors(raise.error);
  const asks = needsAnswer(grade);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const ended = visits.find(({ id }) => id === read("visit"))?.ends;
    raise.mutate({
      visit: read("visit"),
      title: read("title"),
      grade,
      requirement: read("requirement"),
      evidence: read("evidence"),
      // On a visit that goes on, it was raised today.
      ...(ended && ended > today && { raised: today }),
      ...(asks && due && { due }),
      ...(owner && { owner: owner.id }),
    });
  };
  return (
    <Modal opened onClose={onClose} title={m.finding_raise()}>
      <form onSubmit={send}>
        <Stack gap="sm">
          <FailureNotice error={raise.error} />
          <NativeSelect
            name="visit"
            label={m.finding_visit()}
            data={visits.map(({ id, phase, ends }) => ({
              value: id,
              label: m.finding_on_visit({ phase: phases[phase](), date: formatDate(ends) }),
            }))}
            error={errors.visit}
          />
          <NativeSelect
            label={m.finding_grade()}
            value={grade}
            data={(Object.keys(grades) as FindingGrade[]).map((value) => ({
              value,
              label: grades[value].label(),
            }))}
            onChange={(event) => setGrade(event.currentTarget.value as FindingGrade)}
            error={errors.grade}
          />
          <TextInput
            name="title"
            label={m.title()}
            required
            withAsterisk={false}
            maxLength={200}
            error={errors.title}
            data-autofocus
          />
          <TextInput
            name="requirement"
            label={m.finding_requirement()}
            description={m.finding_requirement_why()}
            required={grade === "major" || grade === "minor"}
            withAsterisk={false}
            maxLength={200}
            error={errors.requirement}
          />
          <Textarea
            name="evidence"
            label={m.finding_evidence()}
            required={grade === "major" || grade === "minor"}
            withAsterisk={false}
            autosize
            minRows={3}
            maxLength={5000}
            error={errors.evidence}
          />
          {asks && (
            <>
              <DateField
                label={m.finding_due()}
                value={due}
                today={today}
                eager
                onCommit={setDue}
                error={errors.due}
              />
              <Text size="xs" c="dimmed">
                {m.finding_due_why()}
              </Text>
              <PersonSelect
                label={m.owner()}
                people={people}
                value={owner}
                myself={me.person_id}
                onSearchChange={setTyped}
                onChange={setOwner}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={raise.isPending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
