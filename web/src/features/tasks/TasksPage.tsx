import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { useListLook } from "~/lib/listLook.ts";
import { isFiltered, type Patch } from "~/lib/look.ts";
import { taskColumnNames, taskColumnsAtFirst } from "~/lib/names.ts";
import { may } from "~/lib/permissions.ts";
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
import { BulkBar, focusBulkOwner } from "./BulkBar.tsx";
import { useChoice } from "./choice.ts";
import { taskColumns } from "./columns.tsx";
import { NewTask } from "./NewTask.tsx";
import { tasksQuery } from "./queries.ts";
import type { TaskSearch } from "./search.ts";
import { TaskFilters } from "./TaskFilters.tsx";
import { TemplatesButton } from "./TemplatesButton.tsx";

const Board = lazy(() => import("./Board.tsx").then(({ Board }) => ({ default: Board })));

interface Props {
  org: string;
  search: TaskSearch;
  onSearch: (patch: Patch<TaskSearch>) => void;
  onClear: () => void;
  onOpen: (id: string | undefined) => void;
  /** What other features put here. */
  views: ReactNode;
  item: (id: string) => ReactNode;
}

export function TasksPage({ org, search, onSearch, onClear, onOpen, views, item }: Props) {
  const organisation = useOrganisation(org);
  const { me } = organisation;
  const board = search.as === "board";
  const list = useInfiniteQuery({ ...tasksQuery(org, search), enabled: !board });
  const rows = useMemo(
    () => (board ? [] : (list.data?.pages.flatMap((page) => page.items) ?? [])),
    [board, list.data],
  );
  const total = list.data?.pages[0]?.total ?? rows.length;
  const columns = useMemo(() => taskColumns(organisation), [organisation]);
  const look = useListLook({
    list: "tasks",
    search,
    all: taskColumnNames,
    standard: taskColumnsAtFirst,
    main: "title",
    onSearch,
  });
  const filtered = isFiltered(search);
  const choice = useChoice(org, search, rows);
  const chooses = may(me, "revise_task") || may(me, "share_task");
  const choose = (id: string) => choice.setChosen(toggled(choice.chosen, id));
  const keys = useListKeys({
    onOpen,
    onChoose: chooses ? choose : undefined,
    onAssign: choice.picked.length > 0 && may(me, "revise_task") ? focusBulkOwner : undefined,
  });
  return (
    <>
      <PageHeading
        title={m.tasks_title()}
        below={m.tasks_below()}
        actions={
          may(me, "create_task") && (
            <>
              <TemplatesButton organisation={organisation} />
              <NewTask organisation={organisation} label={m.new_task()} />
            </>
          )
        }
      />
      <ListTools views={views}>
        <SegmentedControl
          aria-label={m.shape()}
          value={board ? "board" : "list"}
          onChange={(shape) => onSearch({ as: shape === "board" ? "board" : undefined })}
          data={[
            { value: "list", label: m.list() },
            { value: "board", label: m.board() },
          ]}
        />
        {!board && (
          <LookMenu
            columns={columns.map(({ id, header }) => ({ id: id ?? "", label: String(header) }))}
            main="title"
            shown={look.shown}
            density={look.density}
            isStandard={look.isStandard}
            onColumns={look.setColumns}
            onDensity={look.setDensity}
          />
        )}
      </ListTools>
      <TaskFilters org={org} search={search} active={filtered} onSearch={onSearch} onClear={onClear} />
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {board && (
        <Suspense fallback={<LoadingLines />}>
          <Board organisation={organisation} search={search} onOpen={keys.open} />
        </Suspense>
      )}
      {!board && list.isPending && <LoadingLines />}
      {!board && list.isSuccess && rows.length === 0 && <NoTasks filtered={filtered} />}
      {rows.length > 0 && (
        <>
          {choice.picked.length > 0 && (
            <BulkBar
              organisation={organisation}
              choice={choice}
              total={total}
              // Those that match and are not chosen, where every row that is here is.
              more={rows.every((row) => choice.chosen.has(row.id)) && choice.picked.length < total}
            />
          )}
          <DataTable
            selection={
              chooses
                ? {
                    chosen: choice.chosen,
                    onChange: choice.setChosen,
                    label: (id) => m.choose_row({ name: rows.find((row) => row.id === id)?.title ?? id }),
                  }
                : undefined
            }
            caption={m.tasks_title()}
            columns={columns}
            shown={look.shown}
            density={look.density}
            rows={rows}
            rowId={(row) => row.id}
            total={total}
            sort={search.sort ?? "due"}
            onSort={(next) => onSearch({ sort: next })}
            wide={["reference", "owner", "due", "priority", "control", "updated"]}
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
          <Link to="/o/$org/tasks/$id" params={{ org, id }}>
            {m.drawer_page()}
          </Link>
        )}
      >
        {item}
      </ItemDrawer>
    </>
  );
}

function NoTasks({ filtered }: { filtered: boolean }) {
  return (
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
  );
}
