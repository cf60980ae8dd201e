import { Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Failure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { completeConsent } from "./changes.ts";

interface Props {
  state: string;
  code: string | undefined;
}

/** Where a service sends people back to. What came with them is used once and goes out of the address at once. */
export function CameBackPage({ state, code }: Props) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const used = useRef(false);
  const dot = state.indexOf(".");
  const [org, token] = [state.slice(0, dot), state.slice(dot + 1)];
  useEffect(() => {
    // The code works once; a second run of this effect must not spend it again.
    if (used.current) return;
    used.current = true;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (dot < 1) {
      setError(new Failure("link_invalid", 410));
    } else if (!code) {
      void navigate({ to: "/o/$org/connections", params: { org }, replace: true });
    } else {
      completeConsent(org, { state: token, code })
        .then((connection) => {
          void queryClient.invalidateQueries({ queryKey: ["o", org] });
          return navigate({
            to: "/o/$org/connections/$id",
            params: { org, id: connection.id },
            replace: true,
          });
        })
        .catch(setError);
    }
  }, [dot, org, token, code, navigate, queryClient]);
  return (
    <FrontPage title={m.connecting_title()}>
      {error ? (
        <>
          <FailureNotice error={error} />
          {org && <a href={`/o/${org}/connections`}>{m.connecting_back()}</a>}
        </>
      ) : (
        <Skeleton height={16} />
      )}
    </FrontPage>
  );
}
