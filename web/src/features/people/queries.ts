import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { client, type PersonRef } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { may } from "~/lib/permissions.ts";
import { useOrganisation } from "../organisation/queries.ts";

const peopleQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ["o", org, "people", q],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/people", {
          params: { path: { org }, query: { limit: 100, ...(q && { q }) } },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** Whom a thing can be given to; oneself always, others where people may be read. */
export function useAssignees(org: string, q = ""): PersonRef[] {
  const { me } = useOrganisation(org);
  const people = useQuery({ ...peopleQuery(org, q), enabled: may(me, "read_people") });
  const active = people.data?.items.filter((person) => person.active) ?? [];
  const rest = active.filter((person) => person.id !== me.person_id);
  return [{ id: me.person_id, name: me.name }, ...rest.map(({ id, name }) => ({ id, name }))];
}
