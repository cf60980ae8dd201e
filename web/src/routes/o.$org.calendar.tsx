import { createFileRoute } from "@tanstack/react-router";
import { CalendarPage } from "~/features/calendar/CalendarPage.tsx";
import { readCalendarSearch } from "~/features/calendar/search.ts";
import { Subscribe } from "~/features/settings/Subscribe.tsx";
import { present } from "~/lib/search.ts";

export const Route = createFileRoute("/o/$org/calendar")({
  validateSearch: readCalendarSearch,
  component: Page,
});

function Page() {
  const { org } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <CalendarPage
      org={org}
      search={Route.useSearch()}
      onSearch={(patch) =>
        navigate({ search: (old) => present({ ...old, ...patch }), replace: true, resetScroll: false })
      }
      subscribe={(close) => <Subscribe org={org} onClose={close} />}
    />
  );
}
