import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useListLook } from "~/lib/listLook.ts";
import { isFiltered, type Patch } from "~/lib/look.ts";
import { reviewColumnNames } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable, toggled } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { ItemDrawer } from "~/ui/ItemDrawer.tsx";
import { ListTools, LookMenu } from "~/ui/ListTools.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { useListKeys } from "~/ui/listing.ts";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { reviewColumns } from "./columns.tsx";
import { MeetingBar } from "./MeetingBar.tsx";
import { reviewsQuery } from "./queries.ts";
import { ReviewFilters } from "./ReviewFilters.tsx";
import type { ReviewSearch } from "./search.ts";

interface Props {
  org: string;
  search: ReviewSearch;
  onSearch: (patch: Patch<ReviewSearch>) => void;
  onClear: () => void;
  onOpen: (id: string | undefined) => void;
  /** What other features put here. */
  item: (id: string) => ReactNode;
}

/** Everything that is reviewed: what is due next stands first. */
export function ReviewsPage({ org, search, onSearch, onClear, onOpen, item }: Props) {
  const organisation = useOrganisation(org);
  const { me, today } = organisation;
  const list = useInfiniteQuery(reviewsQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? rows.length;
  const columns = useMemo(() => reviewColumns(organisation), [organisation]);
  const filtered = isFiltered(search);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Who may review only what is theirs chooses among that.
  const reach = me.permissions.hold_review;
  const chooses = reach === "all" || (reach === "own" && search.reviewer === "me");
  // What was chosen and is filtered away meanwhile is not meant any more.
  const picked = chooses ? rows.filter(({ id }) => chosen.has(id)) : [];
  const look = useListLook({
    list: "reviews",
    search,
    all: reviewColumnNames,
    standard: reviewColumnNames,
    main: "title",
    onSearch,
  });
  const keys = useListKeys({
    onOpen,
    onChoose: chooses ? (id) => setChosen(toggled(chosen, id)) : undefined,
  });
  return (
    <>
      <PageHeading title={m.reviews_title()} below={m.reviews_below()} />
      <ListTools views={null}>
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
      <ReviewFilters org={org} search={search} active={filtered} onSearch={onSearch} onClear={onClear} />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={filtered ? m.nothing_matches() : m.reviews_empty_title()}>
          <p>{filtered ? m.nothing_matches_text() : m.reviews_empty_text()}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          {picked.length > 0 && (
            <MeetingBar org={org} today={today} chosen={picked} onClear={() => setChosen(new Set())} />
          )}
          <DataTable
            selection={
              chooses
                ? {
                    chosen,
                    onChange: setChosen,
                    label: (id) => m.choose_row({ name: rows.find((row) => row.id === id)?.title ?? id }),
                  }
                : undefined
            }
            caption={m.reviews_title()}
            columns={columns}
            shown={look.shown}
            density={look.density}
            rows={rows}
            rowId={(row) => row.id}
            total={total}
            sort={search.sort ?? "due"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "due", "reviewer", "last"]}
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
