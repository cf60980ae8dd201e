import { createFileRoute } from "@tanstack/react-router";
import { BodyPage } from "~/features/bodies/BodyPage.tsx";
import { bodyQuery } from "~/features/bodies/queries.ts";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";

export const Route = createFileRoute("/o/$org/bodies/$id")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(bodyQuery(params.org, params.id)),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  const organisation = useOrganisation(org);
  return (
    <BodyPage
      key={id}
      org={org}
      id={id}
      conversation={<Conversation organisation={organisation} subject={id} />}
      history={(zone) => <History org={org} subject="bodies" id={id} zone={zone} />}
    />
  );
}
