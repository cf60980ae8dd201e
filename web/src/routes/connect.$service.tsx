import { createFileRoute, redirect } from "@tanstack/react-router";
import { CameBackPage } from "~/features/connections/CameBackPage.tsx";
import { sessionQuery } from "~/features/session/queries.ts";

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

export const Route = createFileRoute("/connect/$service")({
  validateSearch: (search: Record<string, unknown>): { state?: string; code?: string } => {
    const [state, code] = [text(search.state), text(search.code)];
    return { ...(state && { state }), ...(code && { code }) };
  },
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery());
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
  },
  component: Page,
});

function Page() {
  const { state, code } = Route.useSearch();
  return <CameBackPage state={state ?? ""} code={code} />;
}
