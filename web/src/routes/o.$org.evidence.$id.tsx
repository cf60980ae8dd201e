import { createFileRoute } from "@tanstack/react-router";
import { evidenceQuery } from "~/features/evidence/queries.ts";
import { oneOf, present } from "~/lib/search.ts";
import { WholeEvidence } from "./-WholeEvidence.tsx";

export const Route = createFileRoute("/o/$org/evidence/$id")({
  validateSearch: (search: Record<string, unknown>): { tab?: "reminders" | "history" } =>
    present({ tab: oneOf(["reminders", "history"] as const, search.tab) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(evidenceQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WholeEvidence
      org={org}
      id={id}
      tab={tab ?? "versions"}
      onTab={(next) => navigate({ search: next === "versions" ? {} : { tab: next }, replace: true })}
    />
  );
}
