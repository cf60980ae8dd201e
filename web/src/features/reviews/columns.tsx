import { Link } from "@tanstack/react-router";
import type { Organisation, ReviewRow } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { DueDate } from "~/ui/DueDate.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { Missing } from "~/ui/Missing.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./Reviews.module.css";
import { outcomes, overdue, stale, unapproved } from "./view.ts";

type Cell = { row: { original: ReviewRow } };

export function reviewColumns({ slug, today }: Organisation): Column<ReviewRow>[] {
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
      cell: ({ row }: Cell) => <Title org={slug} row={row.original} today={today} />,
    },
    {
      id: "due",
      header: m.review_next(),
      accessorFn: (row) => row.due,
      cell: ({ row }: Cell) => <Due row={row.original} today={today} />,
    },
    {
      id: "reviewer",
      header: m.reviewer(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.reviewer ? (
          <PersonName person={row.original.reviewer} />
        ) : (
          <Missing words={m.nobody()} />
        ),
    },
    {
      id: "last",
      header: m.review_last(),
      accessorFn: (row) => row.last_on,
      cell: ({ row }: Cell) => <Last row={row.original} />,
    },
    {
      id: "outcome",
      header: m.review_last_outcome(),
      enableSorting: false,
      cell: ({ row }: Cell) => <Outcome row={row.original} />,
    },
  ];
}

function Due({ row, today }: { row: ReviewRow; today: string }) {
  return (
    <>
      <span className={classes.due}>
        {row.overdue && <StateShape look={overdue} />}
        <DueDate due={row.due} today={today} />
      </span>
      {row.postponed_from && (
        <div className={text.soft}>{m.review_postponed_from({ date: formatDate(row.postponed_from) })}</div>
      )}
    </>
  );
}

function Last({ row }: { row: ReviewRow }) {
  return (
    <>
      {row.last_on ? (
        <time dateTime={row.last_on} className="tabular">
          {formatDate(row.last_on)}
        </time>
      ) : (
        <span className={text.soft}>{m.review_never()}</span>
      )}
      {row.stale && (
        <div>
          <StateMark look={stale} />
        </div>
      )}
    </>
  );
}

function Outcome({ row }: { row: ReviewRow }) {
  return (
    <>
      {row.last_outcome ? (
        <StateMark look={outcomes[row.last_outcome]} />
      ) : (
        <Missing words={m.review_never()} />
      )}
      {row.unapproved && (
        <div>
          <StateMark look={unapproved} />
        </div>
      )}
    </>
  );
}

function Title({ org, row, today }: { org: string; row: ReviewRow; today: string }) {
  return (
    <>
      <span className={`${table.narrow} ${text.reference}`}>{row.reference}</span>
      <Link to="/o/$org/controls/$id" params={{ org, id: row.id }} data-row-link data-row-id={row.id}>
        {row.title}
      </Link>
      <span className={table.narrow}>
        <DueDate due={row.due} today={today} />
      </span>
    </>
  );
}
