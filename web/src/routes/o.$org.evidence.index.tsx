import { createFileRoute, redirect } from "@tanstack/react-router";
import { EvidenceListPage } from "~/features/evidence/EvidenceListPage.tsx";
import { evidenceListQuery } from "~/features/evidence/queries.ts";
import { readEvidenceSearch } from "~/features/evidence/search.ts";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { defaultView, viewsQuery } from "~/features/views/queries.ts";
import { ViewBar } from "~/features/views/ViewBar.tsx";
import { asked } from "~/lib/look.ts";
import { present } from "~/lib/search.ts";
import { EvidenceBeside } from "./-WholeEvidence.tsx";

export const Route = createFileRoute("/o/$org/evidence/")({
  validateSearch: readEvidenceSearch,
  // Who comes without a question sees the list as they chose to; on the list itself it can be left.
  beforeLoad: async ({ context, params, cause, search }) => {
    if (cause !== "enter" || Object.keys(search).length > 0) return;
    const found = await defaultView(() =>
      context.queryClient.ensureQueryData(viewsQuery(params.org, "evidence")),
    );
    if (!found) return;
    const wanted = readEvidenceSearch({ ...found.search, view: found.view });
    throw redirect({ to: "/o/$org/evidence", params, search: wanted, replace: true });
  },
  loaderDeps: ({ search }) => asked(search),
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(evidenceListQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const organisation = useOrganisation(org);
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <EvidenceListPage
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
          list="evidence"
          search={search}
          onOpen={(next) => navigate({ search: readEvidenceSearch(next) })}
        />
      }
      item={(id) => <EvidenceBeside key={id} org={org} id={id} />}
    />
  );
}
