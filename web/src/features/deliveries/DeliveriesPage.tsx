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
import { LIST } from "./Behind.tsx";
import { deliveryColumns } from "./columns.tsx";
import { Dashboard } from "./Dashboard.tsx";
import classes from "./DeliveriesPage.module.css";
import { DeliveryFilters } from "./DeliveryFilters.tsx";
import { type DeliverySearch, listed, sentLogQuery } from "./queries.ts";

interface Props {
  org: string;
  search: DeliverySearch;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof DeliverySearch]: DeliverySearch[K] | undefined }) => void;
  onClear: () => void;
}

/** What was planned and sent across everything, and what became of it. */
export function DeliveriesPage({ org, search, onSearch, onClear }: Props) {
  const organisation = useOrganisation(org);
  const list = useInfiniteQuery(sentLogQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => deliveryColumns(organisation), [organisation]);
  const { sort, ...filters } = listed(search);
  const filtered = Object.keys(filters).length > 0;
  useSingleKeys({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <>
      <PageHeading title={m.deliveries_title()} below={m.deliveries_below()} />
      <Dashboard
        org={org}
        zone={organisation.zone}
        days={search.days}
        onDays={(days) => onSearch({ days })}
      />
      <h2 id={LIST} tabIndex={-1} className={classes.list}>
        {m.delivery_list()}
      </h2>
      <DeliveryFilters
        organisation={organisation}
        search={search}
        active={filtered}
        onSearch={onSearch}
        onClear={onClear}
      />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={filtered ? m.nothing_matches() : m.deliveries_empty_title()}>
          <p>{filtered ? m.nothing_matches_text() : m.deliveries_empty_text()}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={m.deliveries_title()}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            total={list.data?.pages[0]?.total ?? rows.length}
            sort={sort ?? "-planned"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["planned", "recipient", "channel", "due"]}
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
