import { createFileRoute } from "@tanstack/react-router";
import { controlQuery } from "~/features/controls/queries.ts";
import { WholeControl } from "./-WholeControl.tsx";

export const Route = createFileRoute("/o/$org/controls/$id")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(controlQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  return <WholeControl org={org} id={id} />;
}
