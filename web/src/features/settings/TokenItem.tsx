import { Button, Group } from "@mantine/core";
import type { ApiToken, TokenScope } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useTokens } from "./changes.ts";
import classes from "./Settings.module.css";

function look({ works, revoked_at }: ApiToken): Look {
  if (works) return { label: m.token_works, shape: "full", tone: "green" };
  if (revoked_at) return { label: m.token_revoked, shape: "slash", tone: "grey" };
  return { label: m.token_expired, shape: "alert", tone: "amber" };
}

const scopes: Record<TokenScope, () => string> = {
  read: m.scope_read,
  write: m.scope_write,
  calendar: m.scope_calendar,
};

/** One token: for whom, how far, until when. */
export function TokenItem({ org, token, zone }: { org: string; token: ApiToken; zone: string }) {
  const { revoke } = useTokens(org);
  const { name, ends_with, scope, actions, person, expires_at, last_used_at, works } = token;
  const used = last_used_at ? m.token_used({ at: formatInstant(last_used_at, zone) }) : m.token_never_used();
  return (
    <li className={classes.item}>
      <span className={classes.what}>
        <Group gap="sm">
          <span className={classes.name}>{name}</span>
          <span className={text.reference}>…{ends_with}</span>
          <StateMark look={look(token)} />
        </Group>
        <span className={text.soft}>
          {m.token_for({ name: person.name })}. {scopes[scope]()}
          {actions && `: ${actions.join(", ").replaceAll("_", " ")}`}.{" "}
          {m.token_until({ at: formatInstant(expires_at, zone) })}. {used}.
        </span>
        <FailureNotice error={revoke.error} />
      </span>
      {works && (
        <Button
          size="compact-sm"
          variant="default"
          loading={revoke.isPending}
          aria-label={m.token_revoke_named({ name })}
          onClick={() =>
            revoke.mutate(token.id, { onSuccess: () => notifySaved(m.token_now_revoked({ name })) })
          }
        >
          {m.token_revoke()}
        </Button>
      )}
    </li>
  );
}
