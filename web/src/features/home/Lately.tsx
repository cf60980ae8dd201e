import { Link } from "@tanstack/react-router";
import type { LatelyItem } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { actorWords, eventWords } from "~/lib/happenings.ts";
import { pageOf } from "~/lib/things.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Lines.module.css";

/** What happened lately, latest first, and to what. */
export function Lately({ org, items, zone }: { org: string; items: LatelyItem[]; zone: string }) {
  return (
    <ol className={classes.lines}>
      {items.map((item) => {
        const to = pageOf(item.kind);
        return (
          <li key={`${item.at}-${item.event}-${item.subject}`} className={classes.event}>
            <span className={classes.what}>{eventWords(item.event)}:</span>{" "}
            {to ? (
              <Link to={to} params={{ org, id: item.subject }} className={classes.link}>
                {item.reference} {item.title}
              </Link>
            ) : (
              `${item.reference} ${item.title}`
            )}
            <div className={classes.facts}>
              {m.by_at({ name: actorWords(item), at: formatInstant(item.at, zone) })}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
