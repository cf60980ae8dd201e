import { createFileRoute } from "@tanstack/react-router";
import { ImportPage } from "~/features/people/ImportPage.tsx";

export const Route = createFileRoute("/o/$org/people/import")({ component: Page });

function Page() {
  return <ImportPage org={Route.useParams().org} />;
}
