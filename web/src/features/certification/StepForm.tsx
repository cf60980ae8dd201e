import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";

interface Props {
  title: string;
  /** Whose word it takes. */
  hint: string | undefined;
  /** What its day is called. */
  label: string;
  today: string;
  /** The day before which it was not taken. */
  since?: string;
  needsReason: boolean;
  error: unknown;
  pending: boolean;
  /** Somebody begins to write. */
  onBegin?: () => void;
  onTake: (on: string, reason: string, form: FormData) => void;
  onClose: () => void;
  /** What else is asked. */
  children?: ReactNode;
}

/** A step: on which day, and why where that has to be said. */
export function StepForm(props: Props) {
  const {
    title,
    hint,
    label,
    today,
    since,
    needsReason,
    error,
    pending,
    onBegin,
    onTake,
    onClose,
    children,
  } = props;
  const [on, setOn] = useState<string | null>(today);
  const errors = fieldErrors(error);
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onInput={onBegin}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          onTake(on ?? today, String(form.get("reason") ?? "").trim(), form);
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={error} />
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
          <DateField
            label={label}
            value={on}
            today={today}
            max={today}
            {...(since && { min: since })}
            eager
            required
            withAsterisk={false}
            onCommit={setOn}
            error={errors.on}
            data-autofocus
          />
          {children}
          {needsReason && (
            <Textarea
              name="reason"
              label={m.reason()}
              required
              withAsterisk={false}
              autosize
              minRows={3}
              maxLength={2000}
              error={errors.reason}
            />
          )}
          <Group justify="flex-end" mt="xs">
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
