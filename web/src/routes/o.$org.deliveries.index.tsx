import { createFileRoute } from "@tanstack/react-router";
import { DeliveriesPage } from "~/features/deliveries/DeliveriesPage.tsx";
import { readDeliverySearch, sentLogQuery } from "~/features/deliveries/queries.ts";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/deliveries/")({
  validateSearch: readDeliverySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(sentLogQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return (
    <DeliveriesPage
      org={Route.useParams().org}
      search={Route.useSearch()}
      onSearch={(patch) =>
        navigate({ search: (old) => present({ ...old, ...patch }), replace: true, resetScroll: false })
      }
      onClear={() => navigate({ search: ({ sort, days }) => present({ sort, days }), replace: true })}
    />
  );
}
