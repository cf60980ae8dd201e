import { Progress } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Figure } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { limitsQuery } from "./queries.ts";
import classes from "./Settings.module.css";

const number = new Intl.NumberFormat("en-GB");
const units = ["kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** So many bytes in the unit that fits: `1.5 GB`. */
function bytes(count: number): string {
  const power = count < 1024 ? 1 : Math.floor(Math.log(count) / Math.log(1024));
  const step = Math.min(units.length, power);
  const format = { style: "unit", unit: units[step - 1] ?? "kilobyte", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat("en-GB", format).format(count / 1024 ** step);
}

/** What the organisation uses, and how much it may. */
export default function UsagePart({ org }: { org: string }) {
  const { data: limits } = useSuspenseQuery(limitsQuery(org));
  const plain = (count: number) => number.format(count);
  const rows: [string, Figure, (count: number) => string][] = [
    [m.usage_people(), limits.people, plain],
    [m.usage_files(), limits.file_bytes, bytes],
    [m.usage_tasks(), limits.tasks, plain],
    [m.usage_open_tasks(), limits.open_tasks, plain],
    [m.usage_evidence(), limits.evidence, plain],
    [m.usage_connections(), limits.connections, plain],
    [m.usage_webhooks(), limits.webhooks, plain],
    [m.usage_services(), limits.service_accounts, plain],
    [m.usage_tokens(), limits.tokens, plain],
  ];
  return (
    <>
      <p className={classes.why}>{m.usage_why()}</p>
      <dl className={classes.figures}>
        {rows.map(([label, { used, most }, words]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              {most === null ? words(used) : m.usage_of({ used: words(used), most: words(most) })}
              {most !== null && (
                <Progress
                  value={Math.min(100, (100 * used) / most)}
                  {...(used >= 0.9 * most && { color: "red" })}
                  size="sm"
                  mt={4}
                  aria-label={label}
                />
              )}
            </dd>
          </Fragment>
        ))}
        <dt>{m.usage_largest_file()}</dt>
        <dd>{bytes(limits.largest_file_bytes)}</dd>
        <dt>{m.usage_export_rows()}</dt>
        <dd>{plain(limits.export_rows)}</dd>
        <dt>{m.usage_tokens_each()}</dt>
        <dd>{plain(limits.tokens_each)}</dd>
      </dl>
    </>
  );
}
