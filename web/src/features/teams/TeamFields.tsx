import { Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Organisation, Team, TeamChange } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { NameField } from "~/ui/NameField.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import type { useTeamChange } from "./changes.ts";
import { MembersField } from "./MembersField.tsx";

interface Props {
  organisation: Organisation;
  team: Team;
  changing: ReturnType<typeof useTeamChange>;
}

/** What is said of a team; each is saved as it is chosen and can be taken back. */
export function TeamFields({ organisation: { slug: org, me }, team, changing }: Props) {
  const [typed, setTyped] = useState("");
  const people = useAssignees(org, typed);
  const errors = fieldErrors(changing.error);
  // What is being chosen is shown until the server has it; people come and go one by one.
  const [members, setMembers] = useState(team.members);
  useEffect(() => setMembers(team.members), [team.members]);
  const save = (after: TeamChange, before: TeamChange, words: string) =>
    changing.change({
      body: after,
      words,
      done: () => notifySaved(words, () => changing.takeBack(after, before)),
    });
  return (
    <Stack maw={440}>
      <NameField
        maxLength={80}
        value={team.name}
        error={errors.name}
        onCommit={(name) => save({ name }, { name: team.name }, m.name_now({ name }))}
      />
      <PersonSelect
        label={m.team_lead()}
        people={people}
        value={team.lead ?? null}
        myself={me.person_id}
        error={errors.lead}
        onSearchChange={setTyped}
        onChange={(next) =>
          save(
            { lead: next?.id ?? null },
            { lead: team.lead?.id ?? null, members: team.members.map(({ id }) => id) },
            m.team_lead_now({ name: next?.name ?? m.nobody() }),
          )
        }
      />
      <MembersField
        org={org}
        value={members}
        error={errors.members}
        onChange={(next) => {
          setMembers(next.map((person) => ({ active: true, ...person })));
          save(
            { members: next.map(({ id }) => id) },
            { members: team.members.map(({ id }) => id) },
            m.team_members_now({ count: next.length }),
          );
        }}
      />
    </Stack>
  );
}
