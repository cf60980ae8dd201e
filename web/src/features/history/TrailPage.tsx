import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Entries } from "./Entries.tsx";
import { Proof } from "./Proof.tsx";
import { TrailFilters } from "./TrailFilters.tsx";
import { type TrailSearch, trailQuery } from "./trailQueries.ts";

interface Props {
  org: string;
  search: TrailSearch;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof TrailSearch]: TrailSearch[K] | undefined }) => void;
  onClear: () => void;
}

/** Everything that happened, latest first, and whether it can be relied on. */
export function TrailPage({ org, search, onSearch, onClear }: Props) {
  const organisation = useOrganisation(org);
  const list = useInfiniteQuery(trailQuery(org, search));
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? entries.length;
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeading title={m.nav_trail()} below={m.trail_below()} />
      <Proof org={org} zone={organisation.zone} />
      <TrailFilters
        org={org}
        today={organisation.today}
        readsPeople={may(organisation.me, "read_people")}
        search={search}
        onSearch={onSearch}
        onClear={onClear}
        aside={<ExportMenu org={org} list="trail" search={search} />}
      />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && entries.length === 0 && (
        <EmptyState title={filtered ? m.nothing_matches() : m.trail_empty_title()}>
          <p>{filtered ? m.nothing_matches_text() : m.trail_empty_text()}</p>
        </EmptyState>
      )}
      {entries.length > 0 && (
        <>
          <Entries
            organisation={organisation}
            entries={entries}
            onSubject={(subject) => onSearch({ subject })}
          />
          <MoreRows
            shown={entries.length}
            total={total}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
