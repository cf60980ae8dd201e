import { IconCalendarDue } from "@tabler/icons-react";
import type { Postponement } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Timeline } from "~/ui/Timeline.tsx";
import classes from "./Reviews.module.css";

/** Which dates were put off, from when, why and by whom. */
export function Postponements({ zone, items }: { zone: string; items: Postponement[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p className={classes.part}>{m.review_postponements()}</p>
      <Timeline
        label={m.review_postponements()}
        moments={items.map((item) => ({
          id: item.id,
          mark: <IconCalendarDue size={16} aria-hidden="true" />,
          title: m.review_put_off_line({
            from: formatDate(item.from),
            to: formatDate(item.to),
            name: item.approved_by.name,
          }),
          when: formatInstant(item.at, zone),
          body: (
            <>
              <p className={classes.said}>{item.reason}</p>
              {item.original_due !== item.from && (
                <p className={classes.said}>{m.review_original({ date: formatDate(item.original_due) })}</p>
              )}
            </>
          ),
        }))}
      />
    </>
  );
}
