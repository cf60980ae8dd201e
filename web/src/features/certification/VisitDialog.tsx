import { Button, Group, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Certification, PhaseName, Visit, VisitPlan, VisitStateName } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { RecordFields } from "./RecordFields.tsx";
import { likelyPhase, phases, visitPhases, visitStates } from "./view.ts";

interface Props {
  certification: Certification;
  /** Null: a new one. */
  visit: Visit | null;
  today: string;
  error: unknown;
  pending: boolean;
  onSave: (plan: VisitPlan) => void;
  onClose: () => void;
}

/** For what somebody comes, when, and what is said of it. */
export function VisitDialog({ certification, visit, today, error, pending, onSave, onClose }: Props) {
  const [phase, setPhase] = useState<PhaseName>(visit?.phase ?? likelyPhase(certification));
  const [begins, setBegins] = useState<string | null>(visit?.begins ?? null);
  const [ends, setEnds] = useState<string | null>(visit?.ends ?? null);
  const [state, setState] = useState<VisitStateName>(visit?.state ?? "planned");
  const errors = fieldErrors(error);
  return (
    <Modal opened onClose={onClose} title={visit ? m.visit_change() : m.visit_plan()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          const number = (name: string) => (read(name) === "" ? null : Number(read(name)));
          const first = begins ?? today;
          onSave({
            phase,
            begins: first,
            ends: ends ?? first,
            state,
            note: read("note"),
            team: read("team"),
            attendees: read("attendees"),
            agenda: read("agenda"),
            sampled: read("sampled"),
            days_planned: number("days_planned"),
            days_used: number("days_used"),
          });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={error} />
          <NativeSelect
            label={m.visit_for()}
            value={phase}
            data={visitPhases.map((value) => ({ value, label: phases[value]() }))}
            onChange={(event) => setPhase(event.currentTarget.value as PhaseName)}
            error={errors.phase}
            data-autofocus
          />
          <DateField
            label={m.visit_begins()}
            value={begins}
            today={today}
            eager
            required
            withAsterisk={false}
            onCommit={setBegins}
            error={errors.begins}
          />
          <DateField
            label={m.visit_ends()}
            value={ends}
            today={today}
            {...(begins && { min: begins })}
            eager
            onCommit={setEnds}
            error={errors.ends}
          />
          <NativeSelect
            label={m.state()}
            value={state}
            data={(Object.keys(visitStates) as VisitStateName[]).map((value) => ({
              value,
              label: visitStates[value].label(),
            }))}
            onChange={(event) => setState(event.currentTarget.value as VisitStateName)}
            error={errors.state}
          />
          <Textarea
            name="note"
            label={m.visit_note()}
            description={m.visit_note_why()}
            autosize
            minRows={2}
            maxLength={2000}
            defaultValue={visit?.note ?? ""}
            error={errors.note}
          />
          <RecordFields visit={visit} held={state === "held"} errors={errors} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.back()}
            </Button>
            <Button type="submit" loading={pending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
