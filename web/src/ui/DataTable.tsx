import { Checkbox, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import {
  type ColumnDef,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type MouseEvent, useRef } from "react";
import type { Density } from "~/lib/look.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./DataTable.module.css";
import { TableRows } from "./TableRows.tsx";
import { useKeptWidths } from "./widths.ts";

const features = tableFeatures({ rowSortingFeature });
type Features = typeof features;
export type Column<Row extends RowData> = ColumnDef<Features, Row, unknown>;

interface Props<Row extends RowData> {
  caption: string;
  columns: Column<Row>[];
  /** The columns that show, in their order; without it all of them. */
  shown?: readonly string[];
  density?: Density;
  rows: Row[];
  rowId: (row: Row) => string;
  /** How many match in all; there may be more than are here yet. */
  total: number;
  /** As the address has it: a column, or `-column` for the other way round. */
  sort: string;
  onSort: (sort: string) => void;
  /** Columns that a phone leaves out. */
  wide?: readonly string[];
  busy?: boolean;
  /** Rows that are chosen, and how to choose others; without it none can be. */
  selection?: Selection | undefined;
  /** Opens a row's thing beside the list; a link followed with a modifier goes where it always goes. */
  onOpen?: (id: string) => void;
  /** The row whose thing is open. */
  current?: string | undefined;
}

interface Selection {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  /** What a row is called, for those who do not see it. */
  label: (id: string) => string;
}

const icons = { asc: IconArrowUp, desc: IconArrowDown, none: IconArrowsSort };
const order = { asc: "ascending", desc: "descending" } as const;

/** The one table: real table markup, sorted by the server, columns with `enableSorting` only. */
export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { caption, columns, rows, rowId, sort, onSort, wide = [], busy = false, selection } = props;
  const { density = "comfortable", total, onOpen, current } = props;
  const shown = props.shown ?? columns.map(({ id }) => id ?? "");
  const ordered = shown.flatMap((id) => columns.filter((column) => column.id === id));
  const sorting: SortingState = [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
  const table = useTable({
    features,
    columns: ordered,
    data: rows,
    getRowId: rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (change) => {
      const [next] = typeof change === "function" ? change(sorting) : change;
      if (next) onSort(next.desc ? `-${next.id}` : next.id);
    },
  });
  const element = useRef<HTMLTableElement>(null);
  const ids = rows.map(rowId);
  const widths = useKeptWidths(element, `${shown.join()} ${density}`, rows.length);
  const click = (event: MouseEvent) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row-link]") : null;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link?.dataset.rowId || elsewhere || !onOpen) return;
    event.preventDefault();
    onOpen(link.dataset.rowId);
  };
  return (
    <table
      ref={element}
      className={classes.table}
      aria-busy={busy}
      aria-rowcount={total > rows.length || widths ? total + 1 : undefined}
      data-density={density}
      data-kept={widths ? true : undefined}
      onClickCapture={click}
    >
      <VisuallyHidden component="caption">{caption}</VisuallyHidden>
      {widths && (
        <colgroup>
          {widths.map(({ name, share }) => (
            <col key={name} style={{ width: share }} />
          ))}
        </colgroup>
      )}
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} aria-rowindex={1}>
            {selection && (
              <th scope="col" data-column="selection">
                <AllRows ids={ids} selection={selection} />
              </th>
            )}
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted();
              const Icon = icons[sorted || "none"];
              return (
                <th
                  key={header.id}
                  scope="col"
                  data-column={header.column.id}
                  data-wide={wide.includes(header.column.id) || undefined}
                  {...(sorted ? { "aria-sort": order[sorted] } : {})}
                >
                  {header.column.getCanSort() ? (
                    <button
                      type="button"
                      className={classes.sort}
                      data-sorted={Boolean(sorted)}
                      onClick={header.column.getToggleSortingHandler()}
                      title={m.sort_by_this()}
                    >
                      <table.FlexRender header={header} />
                      <Icon size={14} aria-hidden="true" />
                    </button>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                </th>
              );
            })}
          </tr>
        ))}
      </thead>
      <TableRows ids={ids} density={density} current={current} columns={ordered.length + (selection ? 1 : 0)}>
        {(index, attributes) => {
          const row = table.getRowModel().rows[index];
          return (
            row && (
              <tr key={row.id} data-chosen={selection?.chosen.has(row.id) || undefined} {...attributes}>
                {selection && (
                  <td data-column="selection">
                    <Checkbox
                      size="xs"
                      aria-label={selection.label(row.id)}
                      checked={selection.chosen.has(row.id)}
                      onChange={() => selection.onChange(toggled(selection.chosen, row.id))}
                    />
                  </td>
                )}
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    data-column={cell.column.id}
                    data-wide={wide.includes(cell.column.id) || undefined}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            )
          );
        }}
      </TableRows>
    </table>
  );
}

export function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Chooses every row that is shown, or none. */
function AllRows({ ids, selection }: { ids: string[]; selection: Selection }) {
  const all = ids.length > 0 && ids.every((id) => selection.chosen.has(id));
  return (
    <Checkbox
      size="xs"
      aria-label={m.choose_all()}
      checked={all}
      indeterminate={!all && selection.chosen.size > 0}
      onChange={() => selection.onChange(all ? new Set() : new Set(ids))}
    />
  );
}
