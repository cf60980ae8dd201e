import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type NewAbsence, type Organisation, type PersonRef } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { formatDate } from "~/lib/dates.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { absencesQuery, useAssignees } from "./queries.ts";

interface Props {
  organisation: Organisation;
  person: string;
  onClose: () => void;
}

/** From when until when somebody is away, and who is reminded meanwhile. */
export function AbsenceDialog({ organisation, person, onClose }: Props) {
  const { slug, me, today } = organisation;
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed).filter(({ id }) => id !== person);
  const [from, setFrom] = useState<string | null>(today);
  const [until, setUntil] = useState<string | null>(null);
  const [delegate, setDelegate] = useState<PersonRef | null>(null);
  const note = useMutation({
    mutationFn: (body: NewAbsence) =>
      answer(
        client.POST("/api/v1/o/{org}/people/{id}/absences", {
          params: { path: { org: slug, id: person } },
          body,
        }),
      ),
    onSuccess: (after, body) => {
      queryClient.setQueryData(absencesQuery(slug, person).queryKey, after);
      onClose();
      notifySaved(m.absence_noted({ date: formatDate(body.until) }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", slug] }),
  });
  const errors = fieldErrors(note.error);
  return (
    <Modal opened onClose={onClose} title={m.absence_add()}>
      <FailureNotice error={note.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (from && until) note.mutate({ from, until, delegate: delegate?.id ?? null });
        }}
      >
        <Stack gap="sm">
          <DateField
            label={m.absence_from()}
            value={from}
            today={today}
            eager
            required
            withAsterisk={false}
            onCommit={setFrom}
            error={errors.from}
          />
          <DateField
            label={m.absence_until()}
            value={until}
            today={today}
            min={from && from > today ? from : today}
            eager
            required
            withAsterisk={false}
            onCommit={setUntil}
            error={errors.until}
          />
          <PersonSelect
            label={m.absence_stands_in()}
            people={people}
            value={delegate}
            myself={me.person_id}
            onSearchChange={setTyped}
            onChange={setDelegate}
            error={errors.delegate}
          />
        </Stack>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {m.back()}
          </Button>
          <Button type="submit" loading={note.isPending}>
            {m.save()}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
