import { createFileRoute } from "@tanstack/react-router";
import { recordQuery } from "~/features/training/queries.ts";
import { RecordPage } from "~/features/training/RecordPage.tsx";

export const Route = createFileRoute("/o/$org/training/assignments/$id")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(recordQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  return <RecordPage key={id} org={org} id={id} />;
}
