import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { Organisation } from "~/api/client.ts";
import { useListLook } from "~/lib/listLook.ts";
import { isFiltered, type Patch } from "~/lib/look.ts";
import { peopleColumnNames, peopleColumnsAtFirst } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { ItemDrawer } from "~/ui/ItemDrawer.tsx";
import { ListTools, LookMenu } from "~/ui/ListTools.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { useListKeys } from "~/ui/listing.ts";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useTeams } from "../teams/queries.ts";
import { peopleColumns } from "./columns.tsx";
import { PersonPage } from "./PersonPage.tsx";
import { peopleQuery } from "./queries.ts";
import type { PeopleSearch } from "./search.ts";

export interface ListProps {
  organisation: Organisation;
  search: PeopleSearch;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: Patch<PeopleSearch>) => void;
  onClear: () => void;
  onOpen: (id: string | undefined) => void;
  /** What other features put here. */
  views: ReactNode;
}

/** The people as a list; each opens beside it. */
export function PeopleList({ organisation, search, onSearch, onClear, onOpen, views }: ListProps) {
  const { slug: org } = organisation;
  const list = useInfiniteQuery(peopleQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => peopleColumns(organisation), [organisation]);
  const teams = useTeams(org);
  const total = list.data?.pages[0]?.total ?? rows.length;
  const filtered = isFiltered(search);
  const look = useListLook({
    list: "people",
    search,
    all: peopleColumnNames,
    standard: peopleColumnsAtFirst,
    main: "name",
    onSearch,
  });
  const keys = useListKeys({ onOpen });
  return (
    <>
      <ListTools views={views}>
        <LookMenu
          columns={columns.map(({ id, header }) => ({ id: id ?? "", label: String(header) }))}
          main="name"
          shown={look.shown}
          density={look.density}
          isStandard={look.isStandard}
          onColumns={look.setColumns}
          onDensity={look.setDensity}
        />
      </ListTools>
      <FilterBar
        active={filtered}
        onClear={onClear}
        aside={<ExportMenu org={org} list="people" search={search} />}
      >
        <SearchBox
          label={m.search_people()}
          value={search.q ?? ""}
          onSearch={(q) => onSearch({ q: q || undefined })}
        />
        <Filter
          label={m.state()}
          value={search.active}
          options={[
            { value: "true", label: m.filter_active() },
            { value: "false", label: m.filter_left() },
          ]}
          onChange={(active) => onSearch({ active: active as PeopleSearch["active"] })}
        />
        {(teams.length > 0 || search.team) && (
          <Filter
            label={m.team()}
            value={search.team}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(team) => onSearch({ team })}
          />
        )}
      </FilterBar>
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={m.nothing_matches()}>
          <p>{m.nothing_matches_text()}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={m.people_title()}
            columns={columns}
            shown={look.shown}
            density={look.density}
            total={total}
            rows={rows}
            rowId={(row) => row.id}
            sort={search.sort ?? "name"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["address", "roles", "account", "team", "manager", "zone"]}
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
      {rows.length === 1 && !filtered && (
        <EmptyState title={m.people_empty_title()}>
          <p>{m.people_empty_text()}</p>
          <p>{m.people_empty_example()}</p>
        </EmptyState>
      )}
      <ItemDrawer
        open={search.open}
        ids={rows.map((row) => row.id)}
        aim={keys.aim}
        onOpen={keys.open}
        page={(id) => (
          <Link to="/o/$org/people/$id" params={{ org, id }}>
            {m.drawer_page()}
          </Link>
        )}
      >
        {(id) => <PersonPage key={id} org={org} id={id} />}
      </ItemDrawer>
    </>
  );
}
