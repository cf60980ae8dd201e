import { createFileRoute, redirect } from "@tanstack/react-router";
import { ControlsPage } from "~/features/controls/ControlsPage.tsx";
import { controlsQuery } from "~/features/controls/queries.ts";
import { readControlSearch } from "~/features/controls/search.ts";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { defaultView, viewsQuery } from "~/features/views/queries.ts";
import { ViewBar } from "~/features/views/ViewBar.tsx";
import { asked } from "~/lib/look.ts";
import { present } from "~/lib/search.ts";
import { ControlBeside } from "./-WholeControl.tsx";

export const Route = createFileRoute("/o/$org/controls/")({
  validateSearch: readControlSearch,
  // Who comes without a question sees the list as they chose to; on the list itself it can be left.
  beforeLoad: async ({ context, params, cause, search }) => {
    if (cause !== "enter" || Object.keys(search).length > 0) return;
    const found = await defaultView(() =>
      context.queryClient.ensureQueryData(viewsQuery(params.org, "controls")),
    );
    if (!found) return;
    const wanted = readControlSearch({ ...found.search, view: found.view });
    throw redirect({ to: "/o/$org/controls", params, search: wanted, replace: true });
  },
  loaderDeps: ({ search }) => asked(search),
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(controlsQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const organisation = useOrganisation(org);
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ControlsPage
      org={org}
      search={search}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() =>
        navigate({
          search: ({ sort, columns, density }) => present({ sort, columns, density }),
          replace: true,
        })
      }
      // Back closes what was opened; what was looked at in between is no step of its own.
      onOpen={(open) =>
        navigate({
          search: (old) => present({ ...old, open }),
          replace: Boolean(search.open),
          resetScroll: false,
        })
      }
      views={
        <ViewBar
          organisation={organisation}
          list="controls"
          search={search}
          onOpen={(next) => navigate({ search: readControlSearch(next) })}
        />
      }
      item={(id) => <ControlBeside key={id} org={org} id={id} />}
    />
  );
}
