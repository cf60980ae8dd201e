import { createFileRoute } from "@tanstack/react-router";
import { HomePage } from "~/features/home/HomePage.tsx";
import { homeQuery } from "~/features/home/queries.ts";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { TaskLines } from "~/features/tasks/TaskLines.tsx";

export const Route = createFileRoute("/o/$org/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(homeQuery(params.org)),
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const { today } = useOrganisation(org);
  return <HomePage org={org} taskLines={(rows) => <TaskLines org={org} rows={rows} today={today} />} />;
}
