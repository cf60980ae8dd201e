import { createFileRoute } from "@tanstack/react-router";
import { ConnectionPage } from "~/features/connections/ConnectionPage.tsx";
import { connectionQuery } from "~/features/connections/queries.ts";

export const Route = createFileRoute("/o/$org/connections/$id")({
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(connectionQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  return <ConnectionPage key={id} org={org} id={id} />;
}
