import { Anchor, Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { Failure, isFailure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { forgetToken, invitationQuery, keptToken, useJoin } from "./invitation.ts";
import { JoinAs } from "./JoinAs.tsx";
import { JoinWithPassword, SignInToJoin } from "./JoinFresh.tsx";
import { sessionQuery } from "./queries.ts";

/** Follows an invitation; how one joins depends on who is signed in and whether the address has an account. */
export function JoinPage() {
  // The token travels behind the #, which browsers never send to a server.
  const token = useLocation({ select: ({ hash }) => hash }) || keptToken();
  const check = useQuery({ ...invitationQuery(token), enabled: token !== "" });
  const session = useQuery(sessionQuery());
  const join = useJoin(token);
  const failed = token ? (check.error ?? session.error) : new Failure("link_invalid", 410);
  const over = [failed, join.error].some((error) => isFailure(error, "link_invalid"));
  useEffect(() => {
    if (over) forgetToken();
  }, [over]);
  if (over) return <LinkOver />;
  if (failed) {
    const retry = () => void Promise.all([check.refetch(), session.refetch()]);
    return (
      <FrontPage title={m.join_title_plain()}>
        <FailureNotice error={failed} onRetry={retry} />
      </FrontPage>
    );
  }
  if (!check.data || session.isPending) {
    return (
      <FrontPage title={m.join_title_plain()}>
        <Skeleton height={16} mb="sm" />
        <Skeleton height={36} />
      </FrontPage>
    );
  }
  const props = { token, link: check.data, join };
  // Whoever has just chosen a password is signed in already while the page still stands.
  const choosing = join.isPending && join.variables.password !== undefined;
  if (session.data && !choosing) return <JoinAs {...props} account={session.data.account} />;
  return check.data.has_account && !choosing ? <SignInToJoin {...props} /> : <JoinWithPassword {...props} />;
}

function LinkOver() {
  return (
    <FrontPage
      title={m.link_invalid_title()}
      lead={m.join_link_invalid()}
      below={
        <>
          {m.join_link_used()}{" "}
          <Anchor component={Link} to="/sign-in" underline="always" inherit>
            {m.sign_in()}
          </Anchor>
        </>
      }
    >
      <Button component={Link} to="/" variant="default">
        {m.go_home()}
      </Button>
    </FrontPage>
  );
}
