import { createFileRoute, redirect } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { PeoplePage } from "~/features/people/PeoplePage.tsx";
import { peopleQuery } from "~/features/people/queries.ts";
import { readPeopleSearch } from "~/features/people/search.ts";
import { defaultView, viewsQuery } from "~/features/views/queries.ts";
import { ViewBar } from "~/features/views/ViewBar.tsx";
import { asked } from "~/lib/look.ts";
import { present } from "~/lib/search.ts";
import { LoadingLines } from "~/ui/Loading.tsx";

// Most who look at people do not look at teams.
const Teams = lazy(() => import("~/features/teams/Teams.tsx"));

export const Route = createFileRoute("/o/$org/people/")({
  validateSearch: readPeopleSearch,
  // Who comes without a question sees the list as they chose to; on the list itself it can be left.
  beforeLoad: async ({ context, params, cause, search }) => {
    if (cause !== "enter" || Object.keys(search).length > 0) return;
    const found = await defaultView(() =>
      context.queryClient.ensureQueryData(viewsQuery(params.org, "people")),
    );
    if (!found) return;
    const wanted = readPeopleSearch({ ...found.search, view: found.view });
    throw redirect({ to: "/o/$org/people", params, search: wanted, replace: true });
  },
  loaderDeps: ({ search }) => asked(search),
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(peopleQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const organisation = useOrganisation(org);
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  // Back closes what was opened; what was looked at in between is no step of its own.
  const open = (id: string | undefined) =>
    navigate({
      search: (old) => present({ ...old, open: id }),
      replace: Boolean(search.open),
      resetScroll: false,
    });
  return (
    <PeoplePage
      organisation={organisation}
      search={search}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() =>
        navigate({
          search: ({ sort, columns, density }) => present({ sort, columns, density }),
          replace: true,
        })
      }
      onOpen={open}
      views={
        <ViewBar
          organisation={organisation}
          list="people"
          search={search}
          onOpen={(next) => navigate({ search: readPeopleSearch(next) })}
        />
      }
      teams={
        <Suspense fallback={<LoadingLines />}>
          <Teams organisation={organisation} open={search.open} onOpen={open} />
        </Suspense>
      }
    />
  );
}
