import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowsMove } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type MouseEvent, useEffect, useRef } from "react";
import type { Organisation, TaskRow, TaskState } from "~/api/client.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import text from "~/ui/text.module.css";
import classes from "./Board.module.css";
import { placesFor } from "./board.ts";
import { Marks } from "./Marks.tsx";
import { isClosed } from "./view.ts";

interface Props {
  organisation: Organisation;
  row: TaskRow;
  busy: boolean;
  /** Whether it has just come into this column by one's own hand. */
  landing: boolean;
  onLanded: () => void;
  onDrag: (row: TaskRow | null) => void;
  onMove: (to: TaskState) => void;
  onOpen: () => void;
}

/** A task on the board. */
export function BoardCard(props: Props) {
  const { organisation, row, busy, landing, onLanded, onDrag, onMove, onOpen } = props;
  const title = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!landing) return;
    title.current?.focus();
    onLanded();
  }, [landing, onLanded]);
  const { slug: org, me, today } = organisation;
  const places = placesFor(row, me);
  const open = (event: MouseEvent) => {
    // Another tab, or the page: as with every link.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <li
      className={classes.card}
      data-busy={busy || undefined}
      draggable={places.length > 0}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.reference);
        onDrag(row);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <div className={classes.top}>
        <span className={text.reference}>{row.reference}</span>
        {places.length > 0 && (
          <Menu position="bottom-end" width={210}>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                size="sm"
                loading={busy}
                aria-label={m.board_move({ reference: row.reference })}
              >
                <IconArrowsMove size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {places.map((to) => (
                <Menu.Item key={to} onClick={() => onMove(to)}>
                  {m.board_to({ state: taskStates[to].label() })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Link
        to="/o/$org/tasks/$id"
        params={{ org, id: row.id }}
        className={classes.title}
        draggable={false}
        data-row-link
        data-row-id={row.id}
        ref={title}
        onClick={open}
      >
        {row.title}
      </Link>
      <div className={classes.facts}>
        <span>{row.owner?.name ?? m.nobody()}</span>
        {row.due && <DueDate due={row.due} today={today} closed={isClosed(row)} />}
        <Marks row={row} />
      </div>
    </li>
  );
}
