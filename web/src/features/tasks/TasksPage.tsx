import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { focusedRow, focusRow, useSingleKeys } from "~/lib/keys.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { DataTable } from "~/ui/DataTable.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { BulkBar } from "./BulkBar.tsx";
import { taskColumns } from "./columns.tsx";
import { NewTask } from "./NewTask.tsx";
import { type TaskSearch, tasksQuery } from "./queries.ts";
import { TaskFilters } from "./TaskFilters.tsx";

interface Props {
  org: string;
  search: TaskSearch;
  onSearch: (patch: { [K in keyof TaskSearch]: TaskSearch[K] | undefined }) => void;
  onClear: () => void;
}

/** As many as the server takes at once. */
const MOST_CHOSEN = 200;

export function TasksPage({ org, search, onSearch, onClear }: Props) {
  const organisation = useOrganisation(org);
  const { today, me } = organisation;
  const list = useInfiniteQuery(tasksQuery(org, search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => taskColumns(org, today), [org, today]);
  const { sort, ...filters } = search;
  const filtered = Object.keys(filters).length > 0;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = rows.filter((row) => chosen.has(row.id)).slice(0, MOST_CHOSEN);
  const chooses = may(me, "revise_task") || may(me, "share_task");
  const toggle = () => {
    const id = focusedRow();
    if (id && chooses)
      setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  };
  useSingleKeys({ j: () => focusRow(1), k: () => focusRow(-1), x: toggle });
  return (
    <>
      <PageHeading
        title={m.tasks_title()}
        below={m.tasks_below()}
        actions={may(me, "create_task") && <NewTask organisation={organisation} label={m.new_task()} />}
      />
      <TaskFilters org={org} search={search} active={filtered} onSearch={onSearch} onClear={onClear} />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={filtered ? m.nothing_matches() : m.tasks_empty_title()}>
          {filtered ? (
            <p>{m.nothing_matches_text()}</p>
          ) : (
            <>
              <p>{m.tasks_empty_text()}</p>
              <p>{m.tasks_empty_example()}</p>
            </>
          )}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          {picked.length > 0 && (
            <BulkBar organisation={organisation} chosen={picked} onClear={() => setChosen(new Set())} />
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
            caption={m.tasks_title()}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            sort={sort ?? "due"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "owner", "due", "priority"]}
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
