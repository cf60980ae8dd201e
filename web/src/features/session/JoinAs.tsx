import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { InvitationLink, Session } from "~/api/client.ts";
import { signOut } from "~/lib/signOut.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import type { useJoin } from "./invitation.ts";
import classes from "./JoinAs.module.css";
import { sessionQuery } from "./queries.ts";

interface Props {
  link: InvitationLink;
  account: Session["account"];
  join: ReturnType<typeof useJoin>;
}

/** Joins with the account that one is signed in with, or makes way for another. */
export function JoinAs({ link, account, join }: Props) {
  const { inviter, organisation, address } = link;
  const { name } = account;
  const leave = useLeaving();
  return (
    <FrontPage title={m.join_title({ organisation })} lead={m.join_as_lead({ inviter, organisation })}>
      <FailureNotice error={join.error ?? leave.error} />
      <Stack>
        {account.address.toLowerCase() !== address.toLowerCase() && (
          <Text size="sm">{m.join_mailed_to({ address })}</Text>
        )}
        <Button className={classes.join} loading={join.isPending} onClick={() => join.mutate({})}>
          {m.join_as({ name, address: account.address })}
        </Button>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {m.join_other_account()}
        </Button>
      </Stack>
    </FrontPage>
  );
}

/** Signs out and stays: the page then asks how one joins. */
function useLeaving() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: ["o"] });
      queryClient.setQueryData(sessionQuery().queryKey, null);
    },
  });
}
