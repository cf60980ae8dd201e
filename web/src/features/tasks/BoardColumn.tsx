import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, TaskRow, TaskState } from "~/api/client.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Board.module.css";
import { BoardCard } from "./BoardCard.tsx";
import { type Landing, wayTo } from "./board.ts";
import { tasksQuery } from "./queries.ts";
import type { TaskSearch } from "./search.ts";

interface Props {
  organisation: Organisation;
  search: TaskSearch;
  state: TaskState;
  dragged: TaskRow | null;
  /** The task that is on its way. */
  moving: string | null;
  /** The task that has just been moved. */
  landing: Landing | null;
  onLanded: () => void;
  onDrag: (row: TaskRow | null) => void;
  onDrop: () => void;
  onMove: (row: TaskRow, to: TaskState) => void;
  onOpen: (id: string) => void;
}

/** What is over is of interest from its latest on. */
const latest = { done: "-updated", cancelled: "-updated" } as Partial<Record<TaskState, string>>;

/** The tasks of one state, as far as they are shown, and how many there are. */
export function BoardColumn(props: Props) {
  const { organisation, search, state, dragged, moving, landing, onLanded, onDrag, onDrop, onMove, onOpen } =
    props;
  const [over, setOver] = useState(false);
  const sort = search.sort ?? latest[state];
  const query = tasksQuery(organisation.slug, { ...search, state, ...(sort && { sort }) });
  const list = useInfiniteQuery(query);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const label = taskStates[state].label();
  const open = dragged !== null && dragged.state !== state && wayTo(dragged, state) !== null;
  return (
    <section
      className={classes.column}
      aria-label={m.board_column({ state: label, count: total })}
      data-open={open || undefined}
      data-over={(over && dragged !== null) || undefined}
      // Also where there is no way: what is let go there is told why.
      onDragOver={(event) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <h2 className={classes.head}>
        <StateMark look={taskStates[state]} />
        <span className={classes.count}>{list.isSuccess ? total : ""}</span>
      </h2>
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines lines={3} />}
      {list.isSuccess && rows.length === 0 && <p className={classes.none}>{m.board_empty()}</p>}
      <ul className={classes.cards}>
        {rows.map((row) => (
          <BoardCard
            key={row.id}
            organisation={organisation}
            row={row}
            busy={moving === row.id}
            landing={landing?.id === row.id && landing.to === state}
            onLanded={onLanded}
            onDrag={onDrag}
            onMove={(to) => onMove(row, to)}
            onOpen={() => onOpen(row.id)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          fullWidth
          loading={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {m.board_more({ state: label })}
        </Button>
      )}
    </section>
  );
}
