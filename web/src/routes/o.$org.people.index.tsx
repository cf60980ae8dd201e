import { createFileRoute } from "@tanstack/react-router";
import { PeoplePage } from "~/features/people/PeoplePage.tsx";
import { peopleQuery } from "~/features/people/queries.ts";
import { readPeopleSearch } from "~/features/people/search.ts";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/people/")({
  validateSearch: readPeopleSearch,
  loaderDeps: ({ search }) => search,
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(peopleQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return (
    <PeoplePage
      org={Route.useParams().org}
      search={Route.useSearch()}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() => navigate({ search: ({ sort }) => present({ sort }), replace: true })}
    />
  );
}
