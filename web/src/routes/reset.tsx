import { createFileRoute } from "@tanstack/react-router";
import { ResetPage } from "~/features/session/ResetPage.tsx";

export const Route = createFileRoute("/reset")({
  // The token travels behind the #, which browsers never send to a server.
  beforeLoad: ({ location }) => ({ token: location.hash }),
  component: Page,
});

function Page() {
  return <ResetPage token={Route.useRouteContext().token} />;
}
