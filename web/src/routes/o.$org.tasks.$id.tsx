import { createFileRoute } from "@tanstack/react-router";
import { taskQuery } from "~/features/tasks/queries.ts";
import { WholeTask } from "./-WholeTask.tsx";

export const Route = createFileRoute("/o/$org/tasks/$id")({
  validateSearch: (search: Record<string, unknown>): { tab?: "history" } =>
    search.tab === "history" ? { tab: "history" } : {},
  loader: ({ context, params }) => context.queryClient.ensureQueryData(taskQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WholeTask
      org={org}
      id={id}
      tab={tab ?? "reminders"}
      onTab={(next) => navigate({ search: next === "history" ? { tab: next } : {}, replace: true })}
    />
  );
}
