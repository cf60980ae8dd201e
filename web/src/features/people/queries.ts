import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { client, type PersonRef } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { asked } from "~/lib/look.ts";
import { may } from "~/lib/permissions.ts";
import { useOrganisation } from "../organisation/queries.ts";
import type { PeopleSearch } from "./search.ts";

const assigneesQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ["o", org, "people", "assignees", q],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/people", {
          params: { path: { org }, query: { limit: 100, active: true, ...(q && { q }) } },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** Whom a thing can be given to; oneself always, others where people may be read. */
export function useAssignees(org: string, q = ""): PersonRef[] {
  const { me } = useOrganisation(org);
  const people = useQuery({ ...assigneesQuery(org, q), enabled: may(me, "read_people") });
  const active = people.data?.items.filter((person) => person.active) ?? [];
  const rest = active.filter((person) => person.id !== me.person_id);
  return [{ id: me.person_id, name: me.name }, ...rest.map(({ id, name }) => ({ id, name }))];
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
