import { createFileRoute } from "@tanstack/react-router";
import { SettingsPage } from "~/features/settings/SettingsPage.tsx";
import { readSection } from "~/features/settings/sections.ts";

export const Route = createFileRoute("/o/$org/settings")({ validateSearch: readSection, component: Page });

function Page() {
  return <SettingsPage org={Route.useParams().org} section={Route.useSearch().section} />;
}
