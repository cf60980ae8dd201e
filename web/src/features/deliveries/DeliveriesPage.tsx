import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { focusRow, useSingleKeys } from "~/lib/keys.ts";
import { deliveryStateNames } from "~/lib/names.ts";
import { may } from "~/lib/permissions.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { useAssignees } from "../people/queries.ts";
import { deliveryColumns } from "./columns.tsx";
import { channelNames, type DeliverySearch, sentLogQuery } from "./queries.ts";
import { channels } from "./view.ts";

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
  const people = useAssignees(org);
  const { sort, ...filters } = search;
  const filtered = Object.keys(filters).length > 0;
  useSingleKeys({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <>
      <PageHeading title={m.deliveries_title()} below={m.deliveries_below()} />
      <FilterBar
        active={filtered}
        onClear={onClear}
        aside={<ExportMenu org={org} list="deliveries" search={search} />}
      >
        <SearchBox
          label={m.search_deliveries()}
          value={search.q ?? ""}
          onSearch={(q) => onSearch({ q: q || undefined })}
        />
        <Filter
          label={m.state()}
          value={search.state}
          options={deliveryStateNames.map((value) => ({ value, label: deliveryStates[value].label() }))}
          onChange={(state) => onSearch({ state })}
        />
        <Filter
          label={m.delivery_channel()}
          value={search.channel}
          options={channelNames.map((value) => ({ value, label: channels[value]?.() ?? value }))}
          onChange={(channel) => onSearch({ channel })}
        />
        {may(organisation.me, "read_people") && (
          <Filter
            label={m.delivery_recipient()}
            value={search.recipient}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(recipient) => onSearch({ recipient })}
          />
        )}
      </FilterBar>
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
