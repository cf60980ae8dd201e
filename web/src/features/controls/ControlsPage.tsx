import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { focusRow, useSingleKeys } from "~/lib/keys.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { ControlFilters } from "./ControlFilters.tsx";
import { controlColumns } from "./columns.tsx";
import { type ControlSearch, controlsQuery } from "./queries.ts";

interface Props {
  org: string;
  search: ControlSearch;
  onSearch: (patch: { [K in keyof ControlSearch]: ControlSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function ControlsPage({ org, search, onSearch, onClear }: Props) {
  const { today, adopted } = useOrganisation(org);
  const list = useInfiniteQuery(controlsQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => controlColumns(org, today), [org, today]);
  const { sort, ...filters } = search;
  const filtered = Object.keys(filters).length > 0;
  useSingleKeys({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <>
      <PageHeading title={m.controls_title()} below={m.controls_below()} />
      <ControlFilters org={org} search={search} active={filtered} onSearch={onSearch} onClear={onClear} />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={filtered ? m.nothing_matches() : m.controls_empty_title()}>
          <p>{filtered || adopted ? m.nothing_matches_text() : m.controls_empty_text()}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={m.controls_title()}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            sort={sort ?? "reference"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "owner", "due", "tasks"]}
            busy={list.isPlaceholderData}
          />
          <MoreRows
            shown={rows.length}
            total={list.data?.pages[0]?.total ?? rows.length}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
