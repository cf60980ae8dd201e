import { createFileRoute } from "@tanstack/react-router";
import { CertificationsPage } from "~/features/certification/CertificationsPage.tsx";
import { certificationsQuery } from "~/features/certification/queries.ts";

export const Route = createFileRoute("/o/$org/certifications/")({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(certificationsQuery(params.org)),
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  return <CertificationsPage org={org} />;
}
