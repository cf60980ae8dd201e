import { createFileRoute, redirect } from "@tanstack/react-router";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { tasksQuery } from "~/features/tasks/queries.ts";
import { readTaskSearch } from "~/features/tasks/search.ts";
import { TasksPage } from "~/features/tasks/TasksPage.tsx";
import { defaultView, viewsQuery } from "~/features/views/queries.ts";
import { ViewBar } from "~/features/views/ViewBar.tsx";
import { asked } from "~/lib/look.ts";
import { present } from "~/lib/search.ts";
import { TaskBeside } from "./-WholeTask.tsx";

export const Route = createFileRoute("/o/$org/tasks/")({
  validateSearch: readTaskSearch,
  // Who comes without a question sees the list as they chose to; on the list itself it can be left.
  beforeLoad: async ({ context, params, cause, search }) => {
    if (cause !== "enter" || Object.keys(search).length > 0) return;
    const found = await defaultView(() =>
      context.queryClient.ensureQueryData(viewsQuery(params.org, "tasks")),
    );
    if (!found) return;
    const wanted = readTaskSearch({ ...found.search, view: found.view });
    throw redirect({ to: "/o/$org/tasks", params, search: wanted, replace: true });
  },
  loaderDeps: ({ search }) => ({ question: asked(search), board: search.as === "board" }),
  // Started here, waited for by the page: filters change without the page going away.
  loader: ({ context, params, deps }) => {
    if (!deps.board) void context.queryClient.prefetchInfiniteQuery(tasksQuery(params.org, deps.question));
  },
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const organisation = useOrganisation(org);
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TasksPage
      org={org}
      search={search}
      onSearch={(patch) => navigate({ search: (old) => present({ ...old, ...patch }), replace: true })}
      onClear={() =>
        navigate({
          search: ({ sort, columns, density, as }) => present({ sort, columns, density, as }),
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
          list="tasks"
          search={search}
          onOpen={(next) => navigate({ search: readTaskSearch(next) })}
        />
      }
      item={(id) => <TaskBeside key={id} org={org} id={id} />}
    />
  );
}
