import { createFileRoute, type ErrorComponentProps, Link } from "@tanstack/react-router";
import { isFailure } from "~/api/failure.ts";
import { CertificationPage } from "~/features/certification/CertificationPage.tsx";
import { certificationQuery } from "~/features/certification/queries.ts";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { EvidencePanel } from "~/features/evidence/EvidencePanel.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { formatLongDate } from "~/lib/dates.ts";
import { oneOf, present, text } from "~/lib/search.ts";
import { m } from "~/paraglide/messages.js";
import { ErrorPage } from "~/ui/ErrorPage.tsx";
import { PageHeading } from "~/ui/Page.tsx";

interface Search {
  tab?: "findings" | "readiness" | "evidence" | "reminders" | "history";
  /** The day as of which it is shown. */
  as_of?: string;
}

export const Route = createFileRoute("/o/$org/certifications/$id")({
  validateSearch: (search: Record<string, unknown>): Search =>
    present({
      tab: oneOf(["findings", "readiness", "evidence", "reminders", "history"] as const, search.tab),
      as_of: text(search.as_of),
    }),
  loaderDeps: ({ search }) => ({ asOf: search.as_of }),
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(certificationQuery(params.org, params.id, deps.asOf)),
  component: Page,
  errorComponent: Failed,
});

/** Who looks back too far is told so, and comes back to today by a click. */
function Failed({ error, reset }: ErrorComponentProps) {
  const { org, id } = Route.useParams();
  const { as_of } = Route.useSearch();
  if (!as_of || !isFailure(error, "not_found")) return <ErrorPage error={error} reset={reset} />;
  return (
    <>
      <PageHeading title={m.as_of_none()} below={formatLongDate(as_of)} />
      <Link to="/o/$org/certifications/$id" params={{ org, id }}>
        {m.as_of_back()}
      </Link>
    </>
  );
}

function Page() {
  const { org, id } = Route.useParams();
  const { tab, as_of } = Route.useSearch();
  const navigate = Route.useNavigate();
  const organisation = useOrganisation(org);
  return (
    <CertificationPage
      key={`${id} ${as_of ?? ""}`}
      asOf={as_of}
      onLook={(day) => navigate({ search: (before) => present({ ...before, as_of: day ?? undefined }) })}
      org={org}
      id={id}
      tab={tab ?? "visits"}
      onTab={(next) =>
        navigate({
          search: (before) => present({ ...before, tab: next === "visits" ? undefined : next }),
          replace: true,
        })
      }
      conversation={<Conversation organisation={organisation} subject={id} />}
      evidence={(owner) => <EvidencePanel organisation={organisation} subject={id} owner={owner} />}
      history={(zone) => <History org={org} subject="certifications" id={id} zone={zone} />}
    />
  );
}
