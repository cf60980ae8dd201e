import { queryOptions, useQuery } from "@tanstack/react-query";
import { client, type TeamRef } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { may } from "~/lib/permissions.ts";
import { useOrganisation } from "../organisation/queries.ts";

/** As many as one page of the list takes; an organisation with more teams searches. */
const PAGE = 100;

export const teamsQuery = (org: string, q = "") =>
  queryOptions({
    queryKey: ["o", org, "teams", "list", q],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/teams", {
          params: { path: { org }, query: { limit: PAGE, ...(q && { q }) } },
        }),
      ),
    staleTime: 60_000,
  });

export const readTeam = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/teams/{id}", { params: { path: { org, id } } }));

export const teamQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "teams", id], queryFn: () => readTeam(org, id) });

/** The teams in use that a list can be filtered by; none where people may not be read. */
export function useTeams(org: string): TeamRef[] {
  const { me } = useOrganisation(org);
  const teams = useQuery({ ...teamsQuery(org), enabled: may(me, "read_people") });
  return teams.data?.items.filter(({ archived }) => !archived) ?? [];
}
