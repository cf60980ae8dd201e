import { createFileRoute } from "@tanstack/react-router";
import { CertificationPage } from "~/features/certification/CertificationPage.tsx";
import { certificationQuery } from "~/features/certification/queries.ts";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { oneOf, present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/certifications/$id")({
  validateSearch: (search: Record<string, unknown>): { tab?: "reminders" | "history" } =>
    present({ tab: oneOf(["reminders", "history"] as const, search.tab) }),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(certificationQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  const organisation = useOrganisation(org);
  return (
    <CertificationPage
      key={id}
      org={org}
      id={id}
      tab={tab ?? "visits"}
      onTab={(next) => navigate({ search: next === "visits" ? {} : { tab: next }, replace: true })}
      conversation={<Conversation organisation={organisation} subject={id} />}
      history={(zone) => <History org={org} subject="certifications" id={id} zone={zone} />}
    />
  );
}
