import { Button, Group, Modal, NativeSelect, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { HeldReview, ReviewOutcome } from "~/api/client.ts";
import { reviewOutcomeNames } from "~/lib/names.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { outcomes } from "./view.ts";

interface Props {
  title: string;
  /** What is said before anything is asked. */
  explanation?: string;
  /** When the next one is, in words, where nobody says otherwise. */
  rhythm: string;
  today: string;
  error: unknown;
  pending: boolean;
  onHold: (review: HeldReview) => void;
  onClose: () => void;
}

/** What came of a review, of one thing or of several in a meeting. */
export function HoldDialog({ title, explanation, rhythm, today, error, pending, onHold, onClose }: Props) {
  const [on, setOn] = useState<string | null>(today);
  const [next, setNext] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<ReviewOutcome>("suitable");
  const errors = fieldErrors(error);
  return (
    <Modal opened onClose={onClose} title={title}>
      <FailureNotice error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const said = (name: string) => String(form.get(name) ?? "").trim();
          const texts = { changes: said("changes"), note: said("note") };
          onHold({ on: on ?? today, outcome, ...texts, ...(next && { next }) });
        }}
      >
        {explanation && (
          <Text size="sm" c="dimmed" mb="sm">
            {explanation}
          </Text>
        )}
        <DateField
          label={m.review_on()}
          value={on}
          today={today}
          max={today}
          eager
          required
          withAsterisk={false}
          onCommit={setOn}
          error={errors.on}
        />
        <NativeSelect
          mt="sm"
          label={m.review_outcome()}
          value={outcome}
          data={reviewOutcomeNames.map((value) => ({ value, label: outcomes[value].label() }))}
          onChange={(event) => setOutcome(event.currentTarget.value as ReviewOutcome)}
          error={errors.outcome}
          data-autofocus
        />
        <Textarea
          mt="sm"
          name="changes"
          label={m.review_changes()}
          description={m.review_changes_why()}
          required={outcome !== "suitable"}
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={2000}
          error={errors.changes}
        />
        <Textarea
          mt="sm"
          name="note"
          label={m.review_note_label()}
          description={m.review_note_why()}
          autosize
          minRows={2}
          maxLength={2000}
          error={errors.note}
        />
        <DateField
          mt="sm"
          label={m.review_next_date()}
          value={next}
          today={today}
          min={today}
          eager
          onCommit={setNext}
          error={errors.next}
        />
        {!next && (
          <Text size="sm" c="dimmed" mt={4}>
            {m.review_next_as({ rhythm })}
          </Text>
        )}
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
