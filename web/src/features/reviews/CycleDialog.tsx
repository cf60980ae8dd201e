import { Button, Group, Modal, NativeSelect, NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import type { CycleRevision, Organisation, PersonRef, Recurrence, ReviewCycle } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { recurrenceWords, type Unit, unitNames } from "~/lib/recurrence.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import classes from "./Reviews.module.css";

interface Props {
  organisation: Organisation;
  title: string;
  cycle: ReviewCycle;
  error: unknown;
  pending: boolean;
  onChange: (change: CycleRevision) => void;
  onClose: () => void;
}

/** What is usual, and what the rule has now where somebody chose otherwise through the API. */
const unitsFor = (unit: Unit): Unit[] => (unit === "month" || unit === "year" ? [] : [unit]);

/** When and by whom a thing is reviewed; only what was changed is sent. */
export function CycleDialog({ organisation, title, cycle, error, pending, onChange, onClose }: Props) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const [rule, setRule] = useState<Recurrence>(cycle.recurrence);
  const [due, setDue] = useState<string | null>(cycle.due);
  const [reviewer, setReviewer] = useState<PersonRef | null>(cycle.reviewer);
  const [approver, setApprover] = useState<PersonRef | null>(cycle.approver);
  const errors = fieldErrors(error);
  const changed = (): CycleRevision => ({
    ...(JSON.stringify(rule) !== JSON.stringify(cycle.recurrence) && { recurrence: rule }),
    ...(due && due !== cycle.due && { due }),
    ...(reviewer?.id !== cycle.reviewer?.id && { reviewer: reviewer?.id ?? null }),
    ...(approver?.id !== cycle.approver?.id && { approver: approver?.id ?? null }),
  });
  const person = { people, myself: me.person_id, onSearchChange: setTyped };
  return (
    <Modal opened onClose={onClose} title={title}>
      <FailureNotice error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChange(changed());
        }}
      >
        <Stack gap="sm">
          <Group align="flex-start" gap="sm">
            <NumberInput
              label={m.repeats_every()}
              value={rule.every}
              min={1}
              max={366}
              allowDecimal={false}
              w={90}
              error={errors.every}
              onChange={(every) => setRule({ ...rule, every: Number(every) || 1 })}
            />
            <NativeSelect
              label={m.repeats_unit()}
              value={rule.unit}
              data={[...unitsFor(cycle.recurrence.unit), "month" as const, "year" as const].map((unit) => ({
                value: unit,
                label: unitNames[unit](),
              }))}
              error={errors.unit}
              onChange={(event) =>
                setRule({ ...rule, unit: event.currentTarget.value as Unit, weekdays: [] })
              }
            />
            <NativeSelect
              label={m.review_counted()}
              value={rule.anchor}
              data={[
                { value: "completion", label: m.review_counted_held() },
                { value: "due", label: m.review_counted_due() },
              ]}
              onChange={(event) =>
                setRule({ ...rule, anchor: event.currentTarget.value as Recurrence["anchor"] })
              }
            />
          </Group>
          <p className={classes.why} role="status">
            {recurrenceWords(rule, m.review_from_holding)}
          </p>
          <DateField
            label={m.review_next()}
            value={due}
            today={today}
            eager
            required
            withAsterisk={false}
            onCommit={setDue}
            error={errors.due}
          />
          <PersonSelect
            {...person}
            label={m.reviewer()}
            description={m.review_reviewer_why()}
            value={reviewer}
            onChange={setReviewer}
            error={errors.reviewer}
          />
          <PersonSelect
            {...person}
            label={m.review_approver()}
            description={m.review_approver_why()}
            value={approver}
            onChange={setApprover}
            error={errors.approver}
          />
        </Stack>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {m.back()}
          </Button>
          <Button type="submit" loading={pending}>
            {m.save()}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
