import { Link } from "@tanstack/react-router";
import type { Organisation, PersonRow } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { Face, PersonName } from "~/ui/Face.tsx";
import { Missing } from "~/ui/Missing.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./columns.module.css";
import { RoleList } from "./RoleWord.tsx";
import { accountLook, addressDead, placeWords } from "./view.ts";

type Cell = { row: { original: PersonRow } };

export function peopleColumns(organisation: Organisation): Column<PersonRow>[] {
  return [
    {
      id: "name",
      header: m.name(),
      accessorFn: (row) => row.name,
      cell: ({ row }: Cell) => <Name organisation={organisation} row={row.original} />,
    },
    {
      id: "address",
      header: m.address(),
      accessorFn: (row) => row.address,
      cell: ({ row }: Cell) => (
        <>
          {row.original.address} <DeadAddress row={row.original} />
        </>
      ),
    },
    {
      id: "roles",
      header: m.roles(),
      enableSorting: false,
      cell: ({ row }: Cell) => <RoleList names={row.original.roles} />,
    },
    {
      id: "account",
      header: m.account_state(),
      enableSorting: false,
      cell: ({ row }: Cell) => <StateMark look={accountLook(row.original, organisation)} />,
    },
    {
      id: "team",
      header: m.teams(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.teams.map(({ name }) => name).join(", ") || <Missing words={m.value_none()} />,
    },
    {
      id: "manager",
      header: m.line_manager(),
      enableSorting: false,
      cell: ({ row }: Cell) =>
        row.original.manager ? <PersonName person={row.original.manager} /> : <Missing words={m.nobody()} />,
    },
    {
      id: "zone",
      header: m.zone(),
      enableSorting: false,
      cell: ({ row }: Cell) => placeWords(row.original.zone),
    },
  ];
}

/** That mail to somebody comes back, where they stand among others. */
function DeadAddress({ row }: { row: PersonRow }) {
  return row.active && row.address_dead ? <StateMark look={addressDead} /> : null;
}

function Name({ organisation, row }: { organisation: Organisation; row: PersonRow }) {
  const { slug, me } = organisation;
  return (
    <>
      <span className={classes.named}>
        <Face person={row} />
        <Link to="/o/$org/people/$id" params={{ org: slug, id: row.id }} data-row-link data-row-id={row.id}>
          {row.id === me.person_id ? m.person_me({ name: row.name }) : row.name}
        </Link>
      </span>
      <span className={`${table.narrow} ${text.soft} ${classes.address}`}>{row.address}</span>
      <span className={table.narrow}>
        <DeadAddress row={row} />
      </span>
      {row.roles.length > 0 && (
        <span className={table.narrow}>
          <RoleList names={row.roles} />
        </span>
      )}
      <span className={table.narrow}>
        <StateMark look={accountLook(row, organisation)} />
      </span>
    </>
  );
}
