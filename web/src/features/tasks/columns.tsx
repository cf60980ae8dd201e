import { Link } from "@tanstack/react-router";
import type { Organisation, TaskRow } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { priorities, taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { DueDate } from "~/ui/DueDate.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { Missing } from "~/ui/Missing.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { Marks, Progress } from "./Marks.tsx";
import { isClosed } from "./view.ts";

type Cell = { row: { original: TaskRow } };

export function taskColumns(organisation: Organisation): Column<TaskRow>[] {
  const { slug: org, today } = organisation;
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
      id: "state",
      header: m.state(),
      accessorFn: (row) => row.state,
      cell: ({ row }: Cell) => <StateMark look={taskStates[row.original.state]} />,
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
      cell: ({ row }: Cell) => (
        <DueDate due={row.original.due} today={today} closed={isClosed(row.original)} />
      ),
    },
    {
      id: "priority",
      header: m.priority(),
      accessorFn: (row) => row.priority,
      cell: ({ row }: Cell) => priorities[row.original.priority](),
    },
    {
      id: "control",
      header: m.control(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.control ? (
          <span title={row.original.control.title}>{row.original.control.reference}</span>
        ) : (
          <Missing words={m.value_none()} />
        ),
    },
    {
      id: "checklist",
      header: m.checklist(),
      enableSorting: false,
      cell: ({ row }: Cell) => <Progress row={row.original} />,
    },
    {
      id: "reviewer",
      header: m.reviewer(),
      enableSorting: false,
      cell: ({ row }: Cell) => row.original.reviewer?.name ?? <Missing words={m.nobody()} />,
    },
    {
      id: "team",
      enableSorting: false,
      header: m.team(),
      cell: ({ row }: Cell) =>
        row.original.teams.map(({ name }) => name).join(", ") || <Missing words={m.value_none()} />,
    },
    {
      id: "updated",
      header: m.changed_at(),
      accessorFn: (row) => row.updated_at,
      cell: ({ row }: Cell) => (
        <span className="tabular">{formatInstant(row.original.updated_at, organisation.zone)}</span>
      ),
    },
  ];
}

function Title({ org, row, today }: { org: string; row: TaskRow; today: string }) {
  return (
    <>
      <span className={`${table.narrow} ${text.reference}`}>{row.reference}</span>
      <Link to="/o/$org/tasks/$id" params={{ org, id: row.id }} data-row-link data-row-id={row.id}>
        {row.title}
      </Link>
      <Marks row={row} />
      {row.control && <div className={text.soft}>{row.control.reference}</div>}
      <span className={table.narrow}>
        <DueDate due={row.due} today={today} closed={isClosed(row)} />
      </span>
    </>
  );
}
