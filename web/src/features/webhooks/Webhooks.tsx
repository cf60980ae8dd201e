import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { AddDialog } from "./AddDialog.tsx";
import { EndpointItem } from "./EndpointItem.tsx";
import { endpointsQuery } from "./queries.ts";
import { SecretDialog } from "./SecretDialog.tsx";
import classes from "./Webhooks.module.css";

/** Receivers that are told of changes, for programs of one's own. */
export function Webhooks({ organisation }: { organisation: Organisation }) {
  const { slug: org, me, zone } = organisation;
  const endpoints = useQuery(endpointsQuery(org));
  const manages = may(me, "manage_connections");
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Section
      title={m.webhooks()}
      aside={
        manages && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
            {m.webhook_add()}
          </Button>
        )
      }
    >
      {endpoints.isPending && <LoadingLines lines={2} />}
      {endpoints.isError && <FailureNotice error={endpoints.error} onRetry={() => endpoints.refetch()} />}
      {endpoints.data?.items.length === 0 && <p className={text.soft}>{m.webhooks_none()}</p>}
      <ul className={classes.list}>
        {endpoints.data?.items.map((endpoint) => (
          <EndpointItem
            key={endpoint.id}
            org={org}
            endpoint={endpoint}
            zone={zone}
            manages={manages}
            onSecret={setSecret}
          />
        ))}
      </ul>
      {adding && endpoints.data && (
        <AddDialog
          org={org}
          types={endpoints.data.events}
          onClose={() => setAdding(false)}
          onAdded={(next) => {
            setAdding(false);
            setSecret(next);
          }}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </Section>
  );
}
