import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ControlRow } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { attention, controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { DueDate } from "~/ui/DueDate.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { Missing } from "~/ui/Missing.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";

type Cell = { row: { original: ControlRow } };

export function controlColumns(org: string, today: string): Column<ControlRow>[] {
  return [
    {
      id: "reference",
      header: m.reference(),
      accessorFn: (row) => row.reference,
      cell: ({ row }: Cell) => <span className={text.reference}>{row.original.reference}</span>,
    },
    {
      id: "title",
      header: m.title(),
      accessorFn: (row) => row.title,
      cell: ({ row }: Cell) => <Title org={org} row={row.original} today={today} />,
    },
    {
      id: "status",
      header: m.state(),
      accessorFn: (row) => row.status,
      cell: ({ row }: Cell) => <State row={row.original} />,
    },
    {
      id: "owner",
      header: m.owner(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.owner ? <PersonName person={row.original.owner} /> : <Missing words={m.nobody()} />,
    },
    {
      id: "due",
      header: m.due(),
      accessorFn: (row) => row.due,
      cell: ({ row }: Cell) => <DueDate due={row.original.due} today={today} closed={isMet(row.original)} />,
    },
    {
      id: "tasks",
      header: m.open_tasks(),
      enableSorting: false,
      cell: ({ row }: Cell) => <span className="tabular">{row.original.open_tasks || ""}</span>,
    },
    {
      id: "area",
      header: m.area(),
      enableSorting: false,
      cell: ({ row }: Cell) => `${row.original.area} ${row.original.area_title}`,
    },
  ];
}

/** What it is, and beside it whether that wants looking at. */
function State({ row }: { row: ControlRow }) {
  const words = row.unproven
    ? m.attention_unproven()
    : row.lapsed_on
      ? m.verification_lapsed_on({ date: formatDate(row.lapsed_on) })
      : null;
  return (
    <>
      <StateMark look={controlStatuses[row.status]} />
      {words && (
        <span className={text.mark} title={words}>
          <StateShape look={attention} size={14} />
          <VisuallyHidden>{words}</VisuallyHidden>
        </span>
      )}
    </>
  );
}

const isMet = ({ status }: ControlRow) => status === "implemented" || status === "verified";

function Title({ org, row, today }: { org: string; row: ControlRow; today: string }) {
  return (
    <>
      <span className={`${table.narrow} ${text.reference}`}>{row.reference}</span>
      <Link to="/o/$org/controls/$id" params={{ org, id: row.id }} data-row-link data-row-id={row.id}>
        {row.title}
      </Link>
      {row.due && (
        <span className={table.narrow}>
          <DueDate due={row.due} today={today} closed={isMet(row)} />
        </span>
      )}
    </>
  );
}
