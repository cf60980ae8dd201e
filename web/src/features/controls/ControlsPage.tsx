import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useListLook } from "~/lib/listLook.ts";
import { isFiltered, type Patch } from "~/lib/look.ts";
import { controlColumnNames, controlColumnsAtFirst } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { ItemDrawer } from "~/ui/ItemDrawer.tsx";
import { ListTools, LookMenu } from "~/ui/ListTools.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { useListKeys } from "~/ui/listing.ts";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { ControlFilters } from "./ControlFilters.tsx";
import { controlColumns } from "./columns.tsx";
import { controlsQuery } from "./queries.ts";
import type { ControlSearch } from "./search.ts";

interface Props {
  org: string;
  search: ControlSearch;
  onSearch: (patch: Patch<ControlSearch>) => void;
  onClear: () => void;
  onOpen: (id: string | undefined) => void;
  /** What other features put here. */
  views: ReactNode;
  item: (id: string) => ReactNode;
}

export function ControlsPage({ org, search, onSearch, onClear, onOpen, views, item }: Props) {
  const { today, adopted } = useOrganisation(org);
  const list = useInfiniteQuery(controlsQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => controlColumns(org, today), [org, today]);
  const total = list.data?.pages[0]?.total ?? rows.length;
  const filtered = isFiltered(search);
  const look = useListLook({
    list: "controls",
    search,
    all: controlColumnNames,
    standard: controlColumnsAtFirst,
    main: "title",
    onSearch,
  });
  const keys = useListKeys({ onOpen });
  return (
    <>
      <PageHeading title={m.controls_title()} below={m.controls_below()} />
      <ListTools views={views}>
        <LookMenu
          columns={columns.map(({ id, header }) => ({ id: id ?? "", label: String(header) }))}
          main="title"
          shown={look.shown}
          density={look.density}
          isStandard={look.isStandard}
          onColumns={look.setColumns}
          onDensity={look.setDensity}
        />
      </ListTools>
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
            shown={look.shown}
            density={look.density}
            total={total}
            rows={rows}
            rowId={(row) => row.id}
            sort={search.sort ?? "reference"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "owner", "due", "tasks", "area"]}
            busy={list.isPlaceholderData}
            onOpen={keys.open}
            current={search.open}
          />
          <MoreRows
            shown={rows.length}
            total={total}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </>
      )}
      <ItemDrawer
        open={search.open}
        ids={rows.map((row) => row.id)}
        aim={keys.aim}
        onOpen={keys.open}
        page={(id) => (
          <Link to="/o/$org/controls/$id" params={{ org, id }}>
            {m.drawer_page()}
          </Link>
        )}
      >
        {item}
      </ItemDrawer>
    </>
  );
}
