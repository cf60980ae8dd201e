import { IconCalendarDue } from "@tabler/icons-react";
import type { Postponement } from "~/api/client.ts";
import { formatDate, formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import type { Moment } from "./Timeline.tsx";
import text from "./text.module.css";

/** That a date was put off, as one moment among others: from when, why and by whom. */
export function postponedMoment(item: Postponement, zone: string, title: string): Moment {
  return {
    id: item.id,
    mark: <IconCalendarDue size={16} aria-hidden="true" />,
    title,
    when: formatInstant(item.at, zone),
    body: (
      <>
        <p className={text.said}>{item.reason}</p>
        {item.original_due !== item.from && (
          <p className={text.said}>{m.review_original({ date: formatDate(item.original_due) })}</p>
        )}
      </>
    ),
  };
}

/** From when to when, and by whom. */
export const postponedWords = ({ from, to, approved_by }: Postponement) => ({
  from: formatDate(from),
  to: formatDate(to),
  name: approved_by.name,
});
