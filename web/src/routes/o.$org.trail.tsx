import { createFileRoute } from "@tanstack/react-router";
import { TrailPage } from "~/features/history/TrailPage.tsx";
import { readTrailSearch, trailQuery } from "~/features/history/trailQueries.ts";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/trail")({
  validateSearch: readTrailSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(trailQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return (
    <TrailPage
      org={Route.useParams().org}
      search={Route.useSearch()}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() => navigate({ search: {}, replace: true })}
    />
  );
}
