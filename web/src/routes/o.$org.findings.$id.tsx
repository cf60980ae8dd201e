import { createFileRoute } from "@tanstack/react-router";
import { FindingPage } from "~/features/certification/FindingPage.tsx";
import { findingQuery } from "~/features/certification/queries.ts";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { EvidencePanel } from "~/features/evidence/EvidencePanel.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { oneOf, present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/findings/$id")({
  validateSearch: (search: Record<string, unknown>): { tab?: "reminders" | "history" } =>
    present({ tab: oneOf(["reminders", "history"] as const, search.tab) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(findingQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  const organisation = useOrganisation(org);
  return (
    <FindingPage
      key={id}
      org={org}
      id={id}
      tab={tab ?? "evidence"}
      onTab={(next) => navigate({ search: next === "evidence" ? {} : { tab: next }, replace: true })}
      evidence={(owner) => <EvidencePanel organisation={organisation} subject={id} owner={owner} />}
      conversation={<Conversation organisation={organisation} subject={id} />}
      history={(zone) => <History org={org} subject="findings" id={id} zone={zone} />}
    />
  );
}
