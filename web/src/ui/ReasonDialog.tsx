import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "./FailureNotice.tsx";

interface Props {
  title: string;
  explanation: string;
  error: unknown;
  pending: boolean;
  onGive: (reason: string) => void;
  onClose: () => void;
  /** What else is asked. */
  children?: ReactNode;
}

/** Some steps are explained, for whoever reads the history later. */
export function ReasonDialog({ title, explanation, error, pending, onGive, onClose, children }: Props) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <FailureNotice error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onGive(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
        }}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {explanation}
        </Text>
        {children}
        <Textarea
          name="reason"
          label={m.reason()}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxLength={500}
          error={fieldErrors(error).reason}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {m.back()}
          </Button>
          <Button type="submit" loading={pending}>
            {title}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
