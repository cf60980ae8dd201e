import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { useEffect } from "react";
import { FindButton } from "~/features/find/FindButton.tsx";
import { NoticeBell } from "~/features/notices/NoticeBell.tsx";
import { Navigation, OrganisationName } from "~/features/organisation/Navigation.tsx";
import { organisationQuery, useOrganisation } from "~/features/organisation/queries.ts";
import { AccountMenu } from "~/features/session/AccountMenu.tsx";
import { sessionQuery } from "~/features/session/queries.ts";
import { setLocale } from "~/lib/dates.ts";
import { followChanges } from "~/lib/live.ts";
import { Brand } from "~/ui/Brand.tsx";
import { Shell } from "~/ui/Shell.tsx";

export const Route = createFileRoute("/o/$org")({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery());
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
  },
  loader: ({ context, params }) => context.queryClient.ensureQueryData(organisationQuery(params.org)),
  component: Frame,
});

function Frame() {
  const organisation = useOrganisation(Route.useParams().org);
  setLocale(organisation.me.locale);
  const session = useSuspenseQuery(sessionQuery()).data;
  const queryClient = useQueryClient();
  useEffect(() => followChanges(queryClient, organisation.slug), [queryClient, organisation.slug]);
  return (
    <Shell
      brand={
        <>
          <Brand />
          <OrganisationName organisation={organisation} />
        </>
      }
      aside={
        <>
          {session && <FindButton organisation={organisation} session={session} />}
          <NoticeBell organisation={organisation} />
        </>
      }
      navigation={<Navigation organisation={organisation} />}
      account={session && <AccountMenu session={session} organisation={organisation} />}
    >
      <Outlet />
    </Shell>
  );
}
