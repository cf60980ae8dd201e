import { createFileRoute } from "@tanstack/react-router";
import { QuotationsPage } from "~/features/certification/QuotationsPage.tsx";
import { certificationQuery, quotationsQuery } from "~/features/certification/queries.ts";

export const Route = createFileRoute("/o/$org/certifications/$id_/quotations")({
  loader: ({ context, params: { org, id } }) =>
    Promise.all([
      context.queryClient.ensureQueryData(certificationQuery(org, id)),
      context.queryClient.ensureQueryData(quotationsQuery(org, id)),
    ]),
  component: Page,
});

function Page() {
  const { org, id } = Route.useParams();
  return <QuotationsPage key={id} org={org} id={id} />;
}
