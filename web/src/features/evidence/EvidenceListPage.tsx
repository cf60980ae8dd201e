import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useListLook } from "~/lib/listLook.ts";
import { isFiltered, type Patch } from "~/lib/look.ts";
import { evidenceColumnNames, evidenceColumnsAtFirst } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable, toggled } from "~/ui/DataTable.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { ItemDrawer } from "~/ui/ItemDrawer.tsx";
import { ListTools, LookMenu } from "~/ui/ListTools.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { useListKeys } from "~/ui/listing.ts";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Chosen } from "./Chosen.tsx";
import { evidenceColumns } from "./columns.tsx";
import { EvidenceFilters } from "./EvidenceFilters.tsx";
import { NoEvidence } from "./NoEvidence.tsx";
import { evidenceListQuery } from "./queries.ts";
import type { EvidenceSearch } from "./search.ts";
import { UploadEvidence } from "./UploadEvidence.tsx";

interface Props {
  org: string;
  search: EvidenceSearch;
  onSearch: (patch: Patch<EvidenceSearch>) => void;
  onClear: () => void;
  onOpen: (id: string | undefined) => void;
  /** What other features put here. */
  views: ReactNode;
  item: (id: string) => ReactNode;
}

/** Everything that shows something, and which of it no longer does. */
export function EvidenceListPage({ org, search, onSearch, onClear, onOpen, views, item }: Props) {
  const organisation = useOrganisation(org);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useInfiniteQuery(evidenceListQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? rows.length;
  const columns = useMemo(() => evidenceColumns(organisation), [organisation]);
  const look = useListLook({
    list: "evidence",
    search,
    all: evidenceColumnNames,
    standard: evidenceColumnsAtFirst,
    main: "title",
    onSearch,
  });
  const filtered = isFiltered(search);
  const keys = useListKeys({ onOpen, onChoose: (id) => setChosen(toggled(chosen, id)) });
  // What the filters took away is no longer meant.
  const picked = rows.filter((row) => chosen.has(row.id));
  // Who adds to their own things only does so there.
  const uploads = organisation.me.permissions.add_evidence === "all";
  const upload = uploads && <UploadEvidence organisation={organisation} />;
  return (
    <>
      <PageHeading title={m.nav_evidence()} below={m.evidence_below()} actions={upload} />
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
      <EvidenceFilters org={org} search={search} active={filtered} onSearch={onSearch} onClear={onClear} />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && <NoEvidence filtered={filtered} uploads={uploads} />}
      {rows.length > 0 && (
        <>
          {picked.length > 0 && <Chosen org={org} picked={picked} onClear={() => setChosen(new Set())} />}
          <DataTable
            selection={{
              chosen,
              onChange: setChosen,
              label: (id) => m.choose_row({ name: rows.find((row) => row.id === id)?.title ?? id }),
            }}
            caption={m.nav_evidence()}
            columns={columns}
            shown={look.shown}
            density={look.density}
            rows={rows}
            rowId={(row) => row.id}
            total={total}
            sort={search.sort ?? "-updated"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "owner", "valid_until", "file", "links", "updated"]}
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
          <Link to="/o/$org/evidence/$id" params={{ org, id }}>
            {m.drawer_page()}
          </Link>
        )}
      >
        {item}
      </ItemDrawer>
    </>
  );
}
