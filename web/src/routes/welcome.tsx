import { createFileRoute } from "@tanstack/react-router";
import { WelcomePage } from "~/features/session/WelcomePage.tsx";

export const Route = createFileRoute("/welcome")({
  // The token travels behind the #, which browsers never send to a server.
  beforeLoad: ({ location }) => ({ token: location.hash }),
  component: Page,
});

function Page() {
  return <WelcomePage token={Route.useRouteContext().token} />;
}
