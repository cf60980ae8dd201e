import { createFileRoute } from "@tanstack/react-router";
import { readTrailSearch, trailQuery } from "~/features/trail/queries.ts";
import { TrailPage } from "~/features/trail/TrailPage.tsx";
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
