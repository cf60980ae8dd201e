import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { client, type PersonRef } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import { may } from "~/lib/permissions.ts";
import { useOrganisation } from "../organisation/queries.ts";
import { teamsQuery } from "../teams/queries.ts";
import type { PeopleSearch } from "./search.ts";

const assigneesQuery = (org: string, q: string, team?: string) =>
  queryOptions({
    queryKey: ["o", org, "people", "assignees", q, team ?? null],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/people", {
          params: {
            path: { org },
            query: { limit: 100, active: true, ...(team ? { team } : q && { q }) },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export interface Assignee extends PersonRef {
  /** The teams they belong to, by name. */
  teams: string[];
}

/**
 * Whom a thing can be given to: oneself always, others where people may be read. What is typed may be a team's name as
 * well, and finds its members.
 */
export function useAssignees(org: string, q = ""): Assignee[] {
  const { me } = useOrganisation(org);
  const reads = may(me, "read_people");
  const named = useQuery({ ...assigneesQuery(org, q), enabled: reads });
  const teams = useQuery({ ...teamsQuery(org, q), enabled: reads && q.length > 1 });
  const team = q.length > 1 ? teams.data?.items.find(({ archived }) => !archived)?.id : undefined;
  const members = useQuery({ ...assigneesQuery(org, q, team), enabled: reads && team !== undefined });
  const found = new Map(
    [...(named.data?.items ?? []), ...((team && members.data?.items) || [])]
      .filter((person) => person.active)
      .map(({ id, name, teams }) => [id, { id, name, teams: teams.map((each) => each.name) }]),
  );
  const myself = found.get(me.person_id) ?? { id: me.person_id, name: me.name, teams: [] };
  return [myself, ...[...found.values()].filter(({ id }) => id !== me.person_id)];
}

export const peopleQuery = (org: string, look: PeopleSearch) => {
  const { active, show: _, ...search } = asked(look);
  return infiniteQueryOptions({
    queryKey: ["o", org, "people", "list", { active, ...search }],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET("/api/v1/o/{org}/people", {
          params: {
            path: { org },
            query: {
              sort: "name",
              limit: 50,
              ...search,
              ...(active && { active: active === "true" }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });
};

export const readPerson = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/people/{id}", { params: { path: { org, id } } }));

export const personQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "people", id], queryFn: () => readPerson(org, id) });

/** Oneself, as a person of the organisation. */
export const readProfile = (org: string) =>
  answer(client.GET("/api/v1/o/{org}/profile", { params: { path: { org } } }));

export const profileQuery = (org: string) =>
  queryOptions({ queryKey: ["o", org, "profile"], queryFn: () => readProfile(org) });

/** The days on which a person is away, from today on. */
export const absencesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "people", id, "absences"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/people/{id}/absences", { params: { path: { org, id } } })),
  });
