import { Button, Switch } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ServiceAccount, TokenScope } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { CalendarAddress } from "./CalendarAddress.tsx";
import { NewTokenDialog } from "./NewTokenDialog.tsx";
import { tokensQuery } from "./queries.ts";
import { ServiceAccounts } from "./ServiceAccounts.tsx";
import classes from "./Settings.module.css";
import { TokenItem } from "./TokenItem.tsx";
import { TokenSecret } from "./TokenSecret.tsx";

/** Tokens for programs, and the accounts of those that act in their own name. */
export default function TokensPart({ org }: { org: string }) {
  const { me, zone } = useOrganisation(org);
  const runsAll = me.permissions.use_tokens === "all";
  const [all, setAll] = useState(false);
  const [making, setMaking] = useState<{ account: ServiceAccount | null } | null>(null);
  const [made, setMade] = useState<{ secret: string; scope: TokenScope } | null>(null);
  const { data: tokens } = useSuspenseQuery(tokensQuery(org, all));
  return (
    <>
      <Section
        title={m.settings_tokens()}
        aside={
          <Button variant="subtle" size="compact-sm" onClick={() => setMaking({ account: null })}>
            {m.token_make()}
          </Button>
        }
      >
        <p className={classes.why}>{m.tokens_why()}</p>
        {runsAll && (
          <Switch
            label={m.tokens_all()}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
            mb="sm"
          />
        )}
        {tokens.items.length === 0 && <p className={classes.why}>{m.tokens_none()}</p>}
        <ul className={classes.list}>
          {tokens.items.map((token) => (
            <TokenItem key={token.id} org={org} token={token} zone={zone} />
          ))}
        </ul>
      </Section>
      {may(me, "manage_services") && (
        <ServiceAccounts org={org} onToken={(account) => setMaking({ account })} />
      )}
      {making && (
        <NewTokenDialog
          org={org}
          account={making.account}
          actions={tokens.actions}
          onClose={() => setMaking(null)}
          onMade={(secret, scope) => {
            setMaking(null);
            setMade({ secret, scope });
          }}
        />
      )}
      {made?.scope === "calendar" && (
        <CalendarAddress
          secret={made.secret}
          all={me.permissions.read_tasks === "all"}
          onClose={() => setMade(null)}
        />
      )}
      {made && made.scope !== "calendar" && (
        <TokenSecret secret={made.secret} onClose={() => setMade(null)} />
      )}
    </>
  );
}
