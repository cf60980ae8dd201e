import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Organisation, RoleName } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useAdding } from "./changes.ts";
import { RoleChoice } from "./RoleChoice.tsx";
import { givable } from "./view.ts";

interface Props {
  organisation: Organisation;
  onClose: () => void;
}

export function AddPersonForm({ organisation, onClose }: Props) {
  const { slug, me } = organisation;
  const [roles, setRoles] = useState<RoleName[]>([]);
  const [invite, setInvite] = useState(true);
  const [asked, setAsked] = useState(false);
  const add = useAdding(slug);
  const errors = fieldErrors(add.error);
  // Whoever joins without a role sees nothing.
  const lacking = invite && roles.length === 0;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (lacking) return;
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    add.mutate(
      { name: read("name"), address: read("address"), roles, invite },
      {
        onSuccess: ({ name }) => {
          onClose();
          notifySaved(invite ? m.person_added_invited({ name }) : m.person_added({ name }));
        },
      },
    );
  };
  return (
    <form onSubmit={send}>
      <Stack>
        <FailureNotice error={add.error} />
        <TextInput
          name="name"
          label={m.name()}
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={120}
          error={errors.name}
          data-autofocus
        />
        <TextInput
          name="address"
          type="email"
          label={m.work_address()}
          description={m.person_address_why()}
          autoComplete="off"
          required
          withAsterisk={false}
          error={errors.address}
        />
        <RoleChoice
          names={givable(me)}
          value={roles}
          error={errors.roles ?? (asked && lacking ? m.roles_needed() : undefined)}
          onChange={setRoles}
        />
        <Checkbox
          label={m.invite_now()}
          description={m.invite_now_why()}
          checked={invite}
          onChange={(event) => setInvite(event.currentTarget.checked)}
        />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {m.cancel()}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {m.add_person()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
