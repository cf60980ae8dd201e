import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type NewTeam, type Team, type TeamChange } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { readTeam, teamQuery } from "./queries.ts";

/** Makes a team; `key` makes a repeated sending of the same form make one. */
export function useMaking(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewTeam; key: string }) =>
      answer(
        client.POST("/api/v1/o/{org}/teams", {
          params: { path: { org }, header: { "Idempotency-Key": key } },
          body,
        }),
      ),
    onSuccess: (team) => {
      queryClient.setQueryData(teamQuery(org, team.id).queryKey, team);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
    },
  });
}

/** Who belongs to a team, in an order that does not matter. */
const memberIds = (team: Team) =>
  team.members
    .map(({ id }) => id)
    .sort()
    .join();

type Step = TeamChange | { archived: boolean };

const holds = stillSays<Team, Omit<TeamChange, "members">>((team, field) =>
  field === "lead" ? team.lead?.id : team[field],
);

/** Changes what is said of a team, takes it out of use or up again. */
export const useTeamChange = (org: string, id: string) =>
  useChange<Team, Step>({
    org,
    queryKey: teamQuery(org, id).queryKey,
    read: () => readTeam(org, id),
    holds: (team, step) => {
      if ("archived" in step) return team.archived === step.archived;
      const { members, ...rest } = step;
      const sameMembers = !members || [...members].sort().join() === memberIds(team);
      return sameMembers && holds(team, rest);
    },
    send: (version, step) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      if ("archived" in step) {
        return answer(
          step.archived
            ? client.POST("/api/v1/o/{org}/teams/{id}/archive", { params })
            : client.POST("/api/v1/o/{org}/teams/{id}/restore", { params }),
        );
      }
      return answer(client.PATCH("/api/v1/o/{org}/teams/{id}", { params, body: step }));
    },
  });
