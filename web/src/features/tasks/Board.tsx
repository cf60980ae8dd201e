import { Button } from "@mantine/core";
import { useState } from "react";
import type { Organisation, TaskRow, TaskState } from "~/api/client.ts";
import { taskStateNames } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import classes from "./Board.module.css";
import { BoardColumn } from "./BoardColumn.tsx";
import { useMoves } from "./board.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import type { TaskSearch } from "./search.ts";
import { stepWords } from "./view.ts";

interface Props {
  organisation: Organisation;
  search: TaskSearch;
  onOpen: (id: string) => void;
}

/** The tasks by state: a card is moved by hand or by its menu, and each move is a step of its task. */
export function Board({ organisation, search, onOpen }: Props) {
  const moves = useMoves(organisation.slug);
  const [dragged, setDragged] = useState<TaskRow | null>(null);
  const wanted = search.state?.split(",");
  const states = taskStateNames.filter((state) => !wanted || wanted.includes(state));
  const drop = (to: TaskState) => {
    if (dragged) moves.begin(dragged, to);
    setDragged(null);
  };
  return (
    <>
      {moves.nowhere && (
        <Notice tone="amber">
          <p>{moves.nowhere}</p>
        </Notice>
      )}
      {moves.refused && <Refused row={moves.refused} error={moves.error} onOpen={onOpen} />}
      <section className={classes.board} aria-label={m.board()}>
        {states.map((state) => (
          <BoardColumn
            key={state}
            organisation={organisation}
            search={search}
            state={state}
            dragged={dragged}
            moving={moves.moving}
            landing={moves.landing}
            onLanded={moves.landed}
            onDrag={setDragged}
            onDrop={() => drop(state)}
            onMove={moves.begin}
            onOpen={onOpen}
          />
        ))}
      </section>
      {moves.asking && <Asking moves={moves} asking={moves.asking} />}
    </>
  );
}

interface RefusedProps {
  row: TaskRow;
  error: unknown;
  onOpen: (id: string) => void;
}

/** Why a card stays, and the way to what is missing. */
function Refused({ row, error, onOpen }: RefusedProps) {
  return (
    <div className={classes.refused}>
      <p>{m.board_refused({ reference: row.reference })}</p>
      <FailureNotice
        error={error}
        action={
          <Button size="xs" variant="default" onClick={() => onOpen(row.id)}>
            {m.board_open({ reference: row.reference })}
          </Button>
        }
      />
    </div>
  );
}

interface AskingProps {
  moves: ReturnType<typeof useMoves>;
  asking: NonNullable<ReturnType<typeof useMoves>["asking"]>;
}

function Asking({ moves, asking }: AskingProps) {
  const shared = {
    error: moves.error,
    pending: moves.moving !== null,
    onClose: moves.stay,
    onGive: moves.give,
  };
  if (asking.action === "cancel" && asking.row.recurs) return <CancelDialog {...shared} />;
  return (
    <ReasonDialog
      title={stepWords(asking.action, asking.row.state)}
      explanation={asking.action === "cancel" ? m.cancel_reason_why() : m.board_reason_why()}
      {...shared}
      onGive={(reason) => moves.give(reason)}
    />
  );
}
