import { createFileRoute } from "@tanstack/react-router";
import { BodiesPage } from "~/features/bodies/BodiesPage.tsx";
import { bodiesQuery } from "~/features/bodies/queries.ts";

export const Route = createFileRoute("/o/$org/bodies/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(bodiesQuery(params.org)),
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  return <BodiesPage org={org} />;
}
