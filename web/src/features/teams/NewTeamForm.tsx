import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Organisation, PersonRef } from "~/api/client.ts";
import { useRequestKey } from "~/lib/creating.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useMaking } from "./changes.ts";
import { MembersField } from "./MembersField.tsx";

interface Props {
  organisation: Organisation;
  onMade: (id: string) => void;
}

export function NewTeamForm({ organisation: { slug: org, me }, onMade }: Props) {
  const [name, setName] = useState("");
  const [lead, setLead] = useState<PersonRef | null>(null);
  const [members, setMembers] = useState<PersonRef[]>([]);
  const [typed, setTyped] = useState("");
  const key = useRequestKey();
  const people = useAssignees(org, typed);
  const making = useMaking(org);
  const errors = fieldErrors(making.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = { name, lead: lead?.id ?? null, members: members.map(({ id }) => id) };
        making.mutate(
          { body, key: key.current() },
          {
            onError: key.failed,
            onSuccess: (team) => {
              notifySaved(m.team_made({ name: team.name }));
              onMade(team.id);
            },
          },
        );
      }}
    >
      <Stack>
        <FailureNotice error={making.error} />
        <TextInput
          label={m.name()}
          required
          maxLength={80}
          data-autofocus
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PersonSelect
          label={m.team_lead()}
          description={m.team_lead_why()}
          people={people}
          value={lead}
          myself={me.person_id}
          error={errors.lead}
          onSearchChange={setTyped}
          onChange={setLead}
        />
        <MembersField org={org} value={members} error={errors.members} onChange={setMembers} />
        <Button type="submit" loading={making.isPending}>
          {m.team_make()}
        </Button>
      </Stack>
    </form>
  );
}
