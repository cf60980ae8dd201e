import { createFileRoute } from "@tanstack/react-router";
import { ConnectionsPage } from "~/features/connections/ConnectionsPage.tsx";
import { connectionsQuery } from "~/features/connections/queries.ts";

export const Route = createFileRoute("/o/$org/connections/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(connectionsQuery(params.org)),
  component: Page,
});

function Page() {
  return <ConnectionsPage org={Route.useParams().org} />;
}
