import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { Elsewhere } from "~/features/connections/Elsewhere.tsx";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { taskQuery } from "~/features/tasks/queries.ts";
import { TaskPage } from "~/features/tasks/TaskPage.tsx";

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
  const organisation = useOrganisation(org);
  const { data: task } = useSuspenseQuery(taskQuery(org, id));
  return (
    <TaskPage
      key={id}
      org={org}
      id={id}
      tab={tab ?? "reminders"}
      onTab={(next) => navigate({ search: next === "history" ? { tab: next } : {}, replace: true })}
      conversation={<Conversation organisation={organisation} subject={id} />}
      elsewhere={<Elsewhere organisation={organisation} task={task} />}
      history={(zone) => <History org={org} subject="tasks" id={id} zone={zone} />}
    />
  );
}
