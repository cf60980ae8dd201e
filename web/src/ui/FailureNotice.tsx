import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { supportNumber, words } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { Notice } from "./Notice.tsx";

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** Another way on. */
  action?: ReactNode;
}

/** What went wrong, what was kept and what to do; nothing while there is no error. */
export function FailureNotice({ error, onRetry, action }: Props) {
  if (!error) return null;
  const number = supportNumber(error);
  return (
    <Notice
      tone="red"
      actions={
        onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {m.try_again()}
          </Button>
        ) : (
          action
        )
      }
    >
      <p>{words(error)}</p>
      {number && <p>{m.support_number({ number })}</p>}
    </Notice>
  );
}
