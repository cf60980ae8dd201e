import { createFileRoute, redirect } from "@tanstack/react-router";
import { ChooserPage } from "~/features/session/ChooserPage.tsx";
import { sessionQuery } from "~/features/session/queries.ts";
import { landing } from "~/lib/landing.ts";

export const Route = createFileRoute("/")({
  validateSearch: (search: Record<string, unknown>): { choose?: boolean } =>
    search.choose === "true" || search.choose === true ? { choose: true } : {},
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery());
    if (!session) throw redirect({ to: "/sign-in", replace: true });
    const [only, ...others] = session.organisations;
    if (only && others.length === 0 && !search.choose) {
      throw redirect({ to: landing(only.roles), params: { org: only.slug }, replace: true });
    }
    return { organisations: session.organisations, operator: session.operator };
  },
  component: Page,
});

function Page() {
  const { organisations, operator } = Route.useRouteContext();
  return <ChooserPage organisations={organisations} operator={operator} />;
}
