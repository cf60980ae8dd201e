import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Organisation, SavedView } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useViewChanges } from "./changes.ts";
import type { ListName } from "./queries.ts";

export type Purpose = { kind: "save" } | { kind: "rename"; view: SavedView };

interface Props {
  purpose: Purpose | null;
  organisation: Organisation;
  list: ListName;
  query: Record<string, string>;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** Asks what a view is to be called, and who may see it. */
export function ViewDialog({ purpose, ...rest }: Props) {
  return (
    <Modal
      opened={purpose !== null}
      onClose={rest.onClose}
      title={purpose?.kind === "rename" ? m.view_rename() : m.view_save_title()}
    >
      {purpose && <Form purpose={purpose} {...rest} />}
    </Modal>
  );
}

type FormProps = Omit<Props, "purpose"> & { purpose: Purpose };

function Form({ purpose, organisation, list, query, onClose, onSaved }: FormProps) {
  const { save, revise } = useViewChanges(organisation.slug, list);
  const [name, setName] = useState(purpose.kind === "rename" ? purpose.view.name : "");
  const [shared, setShared] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const error = save.error ?? revise.error;
  const errors = fieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = (view: SavedView | undefined) => {
      notifySaved(m.view_saved({ name }));
      onClose();
      if (view && purpose.kind === "save") onSaved(view);
    };
    if (purpose.kind === "rename") revise.mutate({ view: purpose.view, change: { name } }, { onSuccess });
    else save.mutate({ name, query, shared, key }, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {!errors.name && <FailureNotice error={error} />}
        <TextInput
          label={m.view_name()}
          required
          maxLength={80}
          data-autofocus
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {purpose.kind === "save" && may(organisation.me, "share_view") && (
          <Checkbox
            label={m.view_share()}
            description={m.view_share_why()}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button type="submit" loading={save.isPending || revise.isPending}>
            {purpose.kind === "rename" ? m.view_rename() : m.view_save()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
