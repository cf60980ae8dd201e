import { createFileRoute } from "@tanstack/react-router";
import { ControlsPage } from "~/features/controls/ControlsPage.tsx";
import { controlsQuery, readControlSearch } from "~/features/controls/queries.ts";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/controls/")({
  validateSearch: readControlSearch,
  loaderDeps: ({ search }) => search,
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(controlsQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return (
    <ControlsPage
      org={Route.useParams().org}
      search={Route.useSearch()}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() => navigate({ search: ({ sort }) => present({ sort }), replace: true })}
    />
  );
}
