import { createFileRoute } from "@tanstack/react-router";
import { readTaskSearch, tasksQuery } from "~/features/tasks/queries.ts";
import { TasksPage } from "~/features/tasks/TasksPage.tsx";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/tasks/")({
  validateSearch: readTaskSearch,
  loaderDeps: ({ search }) => search,
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(tasksQuery(params.org, deps));
  },
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return (
    <TasksPage
      org={Route.useParams().org}
      search={Route.useSearch()}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() => navigate({ search: ({ sort }) => present({ sort }), replace: true })}
    />
  );
}
