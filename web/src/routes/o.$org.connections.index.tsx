import { createFileRoute } from "@tanstack/react-router";
import { ConnectionsPage } from "~/features/connections/ConnectionsPage.tsx";
import { connectionsQuery } from "~/features/connections/queries.ts";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { Webhooks } from "~/features/webhooks/Webhooks.tsx";

export const Route = createFileRoute("/o/$org/connections/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(connectionsQuery(params.org)),
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  return (
    <ConnectionsPage org={org}>
      <Webhooks organisation={useOrganisation(org)} />
    </ConnectionsPage>
  );
}
