import { Button, Text } from "@mantine/core";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useAdoption } from "../organisation/queries.ts";

/** The first thing to do in a new organisation, and what comes of it. */
export function Adopt({ organisation }: { organisation: Organisation }) {
  const adoption = useAdoption(organisation.slug);
  const allowed = may(organisation.me, "adopt_standard");
  return (
    <EmptyState
      title={m.adopt_title()}
      action={
        allowed ? (
          <Button size="md" loading={adoption.isPending} onClick={() => adoption.mutate()}>
            {m.adopt_action()}
          </Button>
        ) : (
          <Text>{m.adopt_not_allowed()}</Text>
        )
      }
    >
      <p>{m.adopt_what()}</p>
      <p>{m.adopt_then()}</p>
      <p>{m.adopt_example()}</p>
      <FailureNotice error={adoption.error} />
    </EmptyState>
  );
}
