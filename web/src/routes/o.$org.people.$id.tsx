import { createFileRoute } from "@tanstack/react-router";
import { PersonPage } from "~/features/people/PersonPage.tsx";
import { personQuery } from "~/features/people/queries.ts";

export const Route = createFileRoute("/o/$org/people/$id")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(personQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  return <PersonPage key={id} org={org} id={id} />;
}
