import { createFileRoute } from "@tanstack/react-router";
import { SignInPage } from "~/features/session/SignInPage.tsx";
import { safeNext } from "~/lib/next.ts";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = safeNext(search.next);
    return next ? { next } : {};
  },
  component: Page,
});

function Page() {
  return <SignInPage next={Route.useSearch().next} />;
}
