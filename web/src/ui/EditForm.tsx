import { Button, Group, Stack } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "./ConflictNotice.tsx";
import { FailureNotice } from "./FailureNotice.tsx";

interface Props {
  /** The change that the form makes, as `useChange` answers it. */
  state: {
    begin: () => void;
    pending: boolean;
    error: unknown;
    conflict: ComponentProps<typeof ConflictNotice> | null;
  };
  /** Is given what stands in a field, without the spaces around it. */
  onSave: (read: (name: string) => string) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Texts of a thing that are read on its page, while they are edited there as one. */
export function EditForm({ state, onSave, onClose, children }: Props) {
  return (
    <form
      onInput={state.begin}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onSave((name) => String(form.get(name) ?? "").trim());
      }}
    >
      <Stack gap="sm" maw={640}>
        {state.conflict && <ConflictNotice {...state.conflict} />}
        <FailureNotice error={state.error} />
        {children}
        <Group>
          <Button type="submit" variant="light" loading={state.pending}>
            {m.save()}
          </Button>
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
