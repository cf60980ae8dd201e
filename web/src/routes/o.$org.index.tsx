import { createFileRoute, redirect } from "@tanstack/react-router";
import { HomePage } from "~/features/home/HomePage.tsx";
import { homeQuery } from "~/features/home/queries.ts";
import { organisationQuery, useOrganisation } from "~/features/organisation/queries.ts";
import { TaskLines } from "~/features/tasks/TaskLines.tsx";
import { may } from "~/lib/permissions.ts";

export const Route = createFileRoute("/o/$org/")({
  // Asked in the part that comes with the page: what stands before it is loaded by everybody who signs in.
  loader: async ({ context, params }) => {
    const { me } = await context.queryClient.ensureQueryData(organisationQuery(params.org));
    // Whoever sees no controls has no readiness to look at.
    if (!may(me, "read_controls")) throw redirect({ to: "/o/$org/my-work", params, replace: true });
    await context.queryClient.ensureQueryData(homeQuery(params.org));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const { today } = useOrganisation(org);
  return <HomePage org={org} taskLines={(rows) => <TaskLines org={org} rows={rows} today={today} />} />;
}
