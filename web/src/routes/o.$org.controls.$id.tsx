import { createFileRoute } from "@tanstack/react-router";
import { controlQuery } from "~/features/controls/queries.ts";
import { oneOf, present } from "~/lib/search.ts";
import { WholeControl } from "./-WholeControl.tsx";

export const Route = createFileRoute("/o/$org/controls/$id")({
  validateSearch: (search: Record<string, unknown>): { tab?: "reminders" | "history" } =>
    present({ tab: oneOf(["reminders", "history"] as const, search.tab) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(controlQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WholeControl
      org={org}
      id={id}
      tab={tab ?? "overview"}
      onTab={(next) => navigate({ search: next === "overview" ? {} : { tab: next }, replace: true })}
    />
  );
}
