import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { m } from "~/paraglide/messages.js";
import { FrontPage } from "~/ui/FrontPage.tsx";

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <FrontPage title={m.not_found_title()} lead={m.not_found_text()} below={<a href="/">{m.go_home()}</a>} />
  ),
});
