import { Link } from "@tanstack/react-router";
import type { DeliveryRow, Organisation } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { deliveryReason, hasDue, reminderWords } from "~/lib/reminders.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import table from "~/ui/DataTable.module.css";
import type { Column } from "~/ui/DataTable.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { channels } from "./view.ts";

/** Requirements are shown as controls. */
const pages: Record<string, "/o/$org/tasks/$id" | "/o/$org/evidence/$id"> = {
  task: "/o/$org/tasks/$id",
  evidence: "/o/$org/evidence/$id",
};

type Cell = { row: { original: DeliveryRow } };

export function deliveryColumns({ slug, zone }: Organisation): Column<DeliveryRow>[] {
  return [
    {
      id: "planned",
      header: m.delivery_when(),
      accessorFn: (row) => row.planned_at,
      cell: ({ row }: Cell) => (
        <span className="tabular">{formatInstant(row.original.planned_at, zone)}</span>
      ),
    },
    {
      id: "title",
      header: m.delivery_about(),
      accessorFn: (row) => row.about?.title ?? "",
      cell: ({ row }: Cell) => <About org={slug} zone={zone} row={row.original} />,
    },
    {
      id: "recipient",
      header: m.delivery_recipient(),
      enableSorting: false,
      cell: ({ row }: Cell) => row.original.recipient.name,
    },
    {
      id: "channel",
      header: m.delivery_channel(),
      enableSorting: false,
      cell: ({ row }: Cell) => channels[row.original.channel]?.() ?? row.original.channel,
    },
    {
      id: "due",
      header: m.due(),
      accessorFn: (row) => row.due,
      cell: ({ row }: Cell) =>
        hasDue(row.original.step) && <time dateTime={row.original.due}>{formatDate(row.original.due)}</time>,
    },
    {
      id: "state",
      header: m.state(),
      accessorFn: (row) => row.state,
      cell: ({ row }: Cell) => <Became row={row.original} />,
    },
  ];
}

function About({ org, zone, row }: { org: string; zone: string; row: DeliveryRow }) {
  return (
    <>
      <span className={`${table.narrow} ${text.soft}`}>{formatInstant(row.planned_at, zone)}</span>
      {row.about ? (
        <>
          <Link
            to={pages[row.about.kind] ?? "/o/$org/controls/$id"}
            params={{ org, id: row.about.id }}
            data-row-link
          >
            {row.about.title}
          </Link>
          <div className={text.soft}>
            {row.about.reference} · {reminderWords(row.step)}
          </div>
        </>
      ) : (
        reminderWords(row.step)
      )}
      <span className={`${table.narrow} ${text.soft}`}>
        {m.delivery_to({ name: row.recipient.name, channel: channels[row.channel]?.() ?? row.channel })}
      </span>
    </>
  );
}

/** What became of it, and why where that is not what one would hope for. */
function Became({ row }: { row: DeliveryRow }) {
  const reason = deliveryReason(row);
  return (
    <>
      <StateMark look={deliveryStates[row.state]} />
      {reason && <div className={text.soft}>{reason}</div>}
    </>
  );
}
