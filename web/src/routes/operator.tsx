import { createFileRoute, notFound, redirect } from "@tanstack/react-router";
import { OperatorPage } from "~/features/operator/OperatorPage.tsx";
import { readConsole } from "~/features/operator/search.ts";
import { sessionQuery } from "~/features/session/queries.ts";

export const Route = createFileRoute("/operator")({
  validateSearch: readConsole,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery());
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    if (!session.operator) throw notFound();
  },
  component: Page,
});

function Page() {
  return <OperatorPage search={Route.useSearch()} />;
}
