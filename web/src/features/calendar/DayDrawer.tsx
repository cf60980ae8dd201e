import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { formatLongDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import classes from "./Calendar.module.css";
import { LongEntry } from "./Entry.tsx";
import { dayQuery } from "./queries.ts";
import type { CalendarSearch } from "./search.ts";
import { daysOf } from "./view.ts";

interface Props {
  org: string;
  today: string;
  search: CalendarSearch;
  onClose: () => void;
}

/** Everything of one day. */
export function DayDrawer({ org, today, search, onClose }: Props) {
  const last = useRef(search.open ?? today);
  if (search.open) last.current = search.open;
  const day = last.current;
  const query = useQuery({ ...dayQuery(org, day, search), enabled: Boolean(search.open) });
  const found = query.data && daysOf(query.data, true)(day);
  return (
    <Drawer
      opened={Boolean(search.open)}
      onClose={onClose}
      position="right"
      size="min(520px, 100%)"
      title={formatLongDate(day)}
    >
      <FailureNotice error={query.error} onRetry={() => query.refetch()} />
      {query.isPending && <LoadingLines lines={3} />}
      {found && (
        <>
          <p className={classes.sum}>
            {[
              found.count > 0 ? m.calendar_due_count({ count: found.count }) : m.calendar_nothing_due(),
              found.off !== null && (found.off || m.calendar_day_off()),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <ul className={classes.entries}>
            {found.entries.map((entry) => (
              <li key={entry.id}>
                <LongEntry org={org} entry={entry} today={today} />
              </li>
            ))}
          </ul>
          {found.count > found.entries.length && (
            <p className={classes.sum}>{m.calendar_more({ count: found.count - found.entries.length })}</p>
          )}
        </>
      )}
    </Drawer>
  );
}
