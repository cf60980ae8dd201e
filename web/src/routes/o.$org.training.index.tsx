import { createFileRoute } from "@tanstack/react-router";
import { modulesQuery } from "~/features/training/queries.ts";
import { TrainingPage } from "~/features/training/TrainingPage.tsx";

export const Route = createFileRoute("/o/$org/training/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(modulesQuery(params.org)),
  component: Page,
});

function Page() {
  return <TrainingPage org={Route.useParams().org} />;
}
