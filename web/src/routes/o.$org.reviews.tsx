import { createFileRoute } from "@tanstack/react-router";
import { reviewsQuery } from "~/features/reviews/queries.ts";
import { ReviewsPage } from "~/features/reviews/ReviewsPage.tsx";
import { readReviewSearch } from "~/features/reviews/search.ts";
import { asked } from "~/lib/look.ts";
import { present } from "~/lib/search.ts";
import { ControlBeside } from "./-WholeControl.tsx";

export const Route = createFileRoute("/o/$org/reviews")({
  validateSearch: readReviewSearch,
  loaderDeps: ({ search }) => asked(search),
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(reviewsQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ReviewsPage
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
      item={(id) => <ControlBeside key={id} org={org} id={id} />}
    />
  );
}
