import type { QueryClient } from "@tanstack/react-query";
import { createRouter, type RouterHistory } from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "~/lib/search.ts";
import { ErrorPage, NotFoundPage } from "~/ui/ErrorPage.tsx";
import { LoadingPage } from "~/ui/Loading.tsx";
import { routeTree } from "./routeTree.gen.ts";

export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  const router = createRouter({
    routeTree,
    context: { queryClient },
    ...(history && { history }),
    parseSearch,
    stringifySearch,
    // What a page does not know is taken out of the address, so that an old or mistyped link shows the page as it is.
    search: { strict: true },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: LoadingPage,
    defaultPendingMs: 250,
  });
  // Arriving somewhere else: the heading takes the focus, so that the new page is read out.
  router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) document.querySelector("h1")?.focus({ preventScroll: true });
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface HistoryState {
    /** Where the mail went, for the page that says so; kept out of the address. */
    address?: string;
  }
}
