import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "~/api/client.ts";
import { answer, isFailure } from "~/api/failure.ts";
import { begun } from "~/lib/leaving.ts";
import { sessionQuery } from "./queries.ts";

/** Where the token waits in this tab while its owner signs in; addresses are sent to servers, this is not. */
const KEPT = "invitation";

export const keepToken = (token: string) => sessionStorage.setItem(KEPT, token);
export const keptToken = () => sessionStorage.getItem(KEPT) ?? "";
export const forgetToken = () => sessionStorage.removeItem(KEPT);

/** Who asks whom to join what; looking does not use the link up. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => answer(client.POST("/api/v1/invitations/check", { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Joins with a new account by its password, or without one with the account that one is signed in with. */
export function useJoin(token: string) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { password?: string }) =>
      begun(answer(client.POST("/api/v1/invitations/accept", { body: { token, ...body } }))),
    onSuccess: async ({ session, slug }) => {
      forgetToken();
      queryClient.setQueryData(sessionQuery().queryKey, session);
      await navigate({ to: "/o/$org", params: { org: slug }, replace: true });
    },
    onError: (error) => {
      // Meanwhile the address got an account, or the session ended: the page asks again how one joins.
      if (isFailure(error, "refused")) void queryClient.invalidateQueries(invitationQuery(token));
      if (isFailure(error, "signed_out")) queryClient.setQueryData(sessionQuery().queryKey, null);
    },
  });
}
