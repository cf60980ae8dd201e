import { Button, Group, Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useTeamChange } from "./changes.ts";
import { teamQuery } from "./queries.ts";
import { TeamFields } from "./TeamFields.tsx";
import classes from "./Teams.module.css";

/** One team: who leads it, who belongs to it, and the ways to their work. */
export function TeamPanel({ organisation, id }: { organisation: Organisation; id: string }) {
  const { slug: org, me } = organisation;
  const { data: team } = useSuspenseQuery(teamQuery(org, id));
  const changing = useTeamChange(org, id);
  const manages = may(me, "manage_people");
  const move = (archived: boolean) => {
    const words = archived ? m.team_archived_now({ name: team.name }) : m.team_restored({ name: team.name });
    changing.change({
      body: { archived },
      words,
      done: () => notifySaved(words, () => changing.takeBack({ archived }, { archived: !archived })),
    });
  };
  return (
    <>
      <PageHeading
        title={team.name}
        below={
          <Group gap="md">
            {team.archived && <span>{m.team_archived()}</span>}
            {may(me, "read_tasks") && !team.archived && (
              <Link to="/o/$org/tasks" params={{ org }} search={{ team: id }}>
                {m.team_tasks()}
              </Link>
            )}
            <Link to="/o/$org/people" params={{ org }} search={{ team: id }}>
              {m.team_people()}
            </Link>
          </Group>
        }
      />
      {changing.conflict && <ConflictNotice {...changing.conflict} />}
      <FailureNotice error={changing.error} />
      {manages && !team.archived ? (
        <TeamFields organisation={organisation} team={team} changing={changing} />
      ) : (
        <Section title={m.team_members()}>
          <ul className={classes.members}>
            {team.members.map((person) => (
              <li key={person.id}>
                <PersonName person={person} />
                {person.id === team.lead?.id && <span className={classes.soft}> · {m.team_lead()}</span>}
                {!person.active && <span className={classes.soft}> · {m.account_left()}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {manages && (
        <Stack align="flex-start" mt="xl">
          <Button variant="default" loading={changing.pending} onClick={() => move(!team.archived)}>
            {team.archived ? m.team_restore() : m.team_archive()}
          </Button>
        </Stack>
      )}
    </>
  );
}
