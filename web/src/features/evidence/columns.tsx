import { Link } from "@tanstack/react-router";
import type { EvidenceRow, Organisation } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { Missing } from "~/ui/Missing.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./columns.module.css";
import { lookOf } from "./view.ts";

type Cell = { row: { original: EvidenceRow } };

export function evidenceColumns({ slug: org, zone }: Organisation): Column<EvidenceRow>[] {
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
      cell: ({ row }: Cell) => <Title org={org} row={row.original} />,
    },
    {
      id: "state",
      header: m.state(),
      enableSorting: false,
      cell: ({ row }: Cell) => <StateMark look={lookOf(row.original)} />,
    },
    {
      id: "valid_until",
      header: m.valid_until(),
      accessorFn: (row) => row.valid_until,
      cell: ({ row }: Cell) => <Day day={row.original.valid_until} />,
    },
    {
      id: "owner",
      header: m.owner(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.owner ? <PersonName person={row.original.owner} /> : <Missing words={m.nobody()} />,
    },
    {
      id: "file",
      header: m.file(),
      enableSorting: false,
      cell: ({ row }: Cell) => <File row={row.original} />,
    },
    {
      id: "links",
      header: m.evidence_links(),
      enableSorting: false,
      cell: ({ row }: Cell) => <span className="tabular">{row.original.links}</span>,
    },
    {
      id: "updated",
      header: m.changed_at(),
      accessorFn: (row) => row.updated_at,
      cell: ({ row }: Cell) => (
        <span className="tabular">{formatInstant(row.original.updated_at, zone)}</span>
      ),
    },
  ];
}

function Day({ day }: { day: string | null }) {
  return day ? (
    <span className={`tabular ${classes.whole}`}>{formatDate(day)}</span>
  ) : (
    <Missing words={m.no_end()} />
  );
}

function File({ row: { file } }: { row: EvidenceRow }) {
  return (
    <>
      <span className={classes.broken}>{file.name}</span>{" "}
      <span className={`${text.soft} tabular ${classes.whole}`}>{sizeWords(file.size)}</span>
      {file.damage && <div className={text.late}>{m.file_damaged()}</div>}
    </>
  );
}

function Title({ org, row }: { org: string; row: EvidenceRow }) {
  return (
    <>
      <span className={`${table.narrow} ${text.reference}`}>{row.reference}</span>
      <Link to="/o/$org/evidence/$id" params={{ org, id: row.id }} data-row-link data-row-id={row.id}>
        {row.title}
      </Link>
      {row.valid_until && (
        <span className={`${table.narrow} ${text.soft}`}>
          {m.valid_until_day({ date: formatDate(row.valid_until) })}
        </span>
      )}
    </>
  );
}
