import { createFileRoute } from "@tanstack/react-router";
import { ProfilePage } from "~/features/people/ProfilePage.tsx";
import { profileQuery } from "~/features/people/queries.ts";

export const Route = createFileRoute("/o/$org/profile")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(profileQuery(params.org)),
  component: Page,
});

function Page() {
  return <ProfilePage org={Route.useParams().org} />;
}
