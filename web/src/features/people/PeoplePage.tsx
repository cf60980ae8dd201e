import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { focusRow, useSingleKeys } from "~/lib/keys.ts";
import { may } from "~/lib/permissions.ts";
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
import { AddPerson } from "./AddPerson.tsx";
import { peopleColumns } from "./columns.tsx";
import { peopleQuery } from "./queries.ts";
import type { PeopleSearch } from "./search.ts";

interface Props {
  org: string;
  search: PeopleSearch;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof PeopleSearch]: PeopleSearch[K] | undefined }) => void;
  onClear: () => void;
}

/** Everybody of the organisation: those who sign in, those who are asked to, and those who left. */
export function PeoplePage({ org, search, onSearch, onClear }: Props) {
  const organisation = useOrganisation(org);
  const list = useInfiniteQuery(peopleQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => peopleColumns(organisation), [organisation]);
  const { sort, ...filters } = search;
  const filtered = Object.keys(filters).length > 0;
  useSingleKeys({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <>
      <PageHeading
        title={m.people_title()}
        below={m.people_below()}
        actions={
          may(organisation.me, "manage_people") && (
            <>
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/o/$org/people/import" params={{ org }} {...props} />}
              >
                {m.import_list()}
              </Button>
              <AddPerson organisation={organisation} />
            </>
          )
        }
      />
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
            rows={rows}
            rowId={(row) => row.id}
            sort={sort ?? "name"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["address", "roles", "account", "manager"]}
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
      {rows.length === 1 && !filtered && (
        <EmptyState title={m.people_empty_title()}>
          <p>{m.people_empty_text()}</p>
          <p>{m.people_empty_example()}</p>
        </EmptyState>
      )}
    </>
  );
}
