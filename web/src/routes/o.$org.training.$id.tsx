import { createFileRoute } from "@tanstack/react-router";
import type { StandingName } from "~/api/client.ts";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { ModulePage } from "~/features/training/ModulePage.tsx";
import { type AskedSearch, moduleQuery } from "~/features/training/queries.ts";
import { oneOf, present } from "~/lib/search.ts";

const standings: readonly StandingName[] = ["open", "overdue", "done", "waived", "expired", "ended"];
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

export const Route = createFileRoute("/o/$org/training/$id")({
  validateSearch: (search: Record<string, unknown>): AskedSearch =>
    present({
      standing: oneOf(standings, search.standing),
      q: text(search.q),
      team: text(search.team),
    }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(moduleQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const navigate = Route.useNavigate();
  const organisation = useOrganisation(org);
  return (
    <ModulePage
      key={id}
      org={org}
      id={id}
      search={Route.useSearch()}
      onSearch={(patch) =>
        navigate({ search: (old) => present({ ...old, ...patch }), replace: true, resetScroll: false })
      }
      conversation={<Conversation organisation={organisation} subject={id} />}
      history={(zone) => <History org={org} subject="modules" id={id} zone={zone} />}
    />
  );
}
