import { createFileRoute } from "@tanstack/react-router";
import { MyWorkPage } from "~/features/mywork/MyWorkPage.tsx";
import { myWorkQuery } from "~/features/mywork/queries.ts";

export const Route = createFileRoute("/o/$org/my-work")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(myWorkQuery(params.org)),
  component: Page,
});

function Page() {
  return <MyWorkPage org={Route.useParams().org} />;
}
