import { Button, Tabs } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading } from "~/ui/Page.tsx";
import { AddPerson } from "./AddPerson.tsx";
import { type ListProps, PeopleList } from "./PeopleList.tsx";

interface Props extends ListProps {
  /** The teams, which are another feature's. */
  teams: ReactNode;
}

/** Everybody of the organisation: those who sign in, those who are asked to, and those who left; and their teams. */
export function PeoplePage({ teams, ...list }: Props) {
  const { organisation, search, onSearch } = list;
  const { me, slug: org } = organisation;
  return (
    <>
      <PageHeading
        title={m.people_title()}
        below={m.people_below()}
        actions={
          may(me, "manage_people") && (
            <>
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/o/$org/people/import" params={{ org }} {...props} />}
              >
                {m.import_list()}
              </Button>
              <AddPerson organisation={organisation} />
            </>
          )
        }
      />
      <Tabs
        value={search.show ?? "people"}
        keepMounted={false}
        onChange={(show) => onSearch({ show: show === "teams" ? show : undefined, open: undefined })}
      >
        <Tabs.List>
          <Tabs.Tab value="people">{m.people_title()}</Tabs.Tab>
          <Tabs.Tab value="teams">{m.teams()}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" pt="lg">
          <PeopleList {...list} />
        </Tabs.Panel>
        <Tabs.Panel value="teams" pt="lg">
          {teams}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
