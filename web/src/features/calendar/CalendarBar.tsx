import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { m } from "~/paraglide/messages.js";
import classes from "./Calendar.module.css";
import { stepOf } from "./days.ts";
import { type CalendarSearch, type View, viewNames } from "./search.ts";
import { monthTitle, viewWords } from "./view.ts";

interface Props {
  view: View;
  date: string;
  narrow: boolean;
  onDate: (date: string) => void;
  onSearch: (patch: { [K in keyof CalendarSearch]: CalendarSearch[K] | undefined }) => void;
}

/** What is shown, the way to what lies before and behind it, and in which form. */
export function CalendarBar({ view, date, narrow, onDate, onSearch }: Props) {
  const title = view === "year" ? date.slice(0, 4) : monthTitle(date);
  // Where a month is a list, the choice is between that and the year.
  const views = viewNames.filter((each) => !narrow || each !== "month");
  return (
    <div className={classes.bar}>
      <div className={classes.ways}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={view === "year" ? m.calendar_year_before() : m.calendar_month_before()}
          onClick={() => onDate(stepOf(view, date, -1))}
        >
          <IconChevronLeft size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={view === "year" ? m.calendar_year_after() : m.calendar_month_after()}
          onClick={() => onDate(stepOf(view, date, 1))}
        >
          <IconChevronRight size={18} aria-hidden="true" />
        </ActionIcon>
        <Button variant="default" aria-keyshortcuts="t" onClick={() => onSearch({ date: undefined })}>
          {m.calendar_today()}
        </Button>
      </div>
      <p className={classes.title} aria-live="polite">
        {view === "list" ? m.calendar_from_month({ month: title }) : title}
      </p>
      <SegmentedControl
        className={classes.views}
        aria-label={m.calendar_view()}
        value={view}
        data={views.map((value) => ({ value, label: viewWords[value]() }))}
        onChange={(next) => onSearch({ view: next === "month" ? undefined : (next as View) })}
      />
    </div>
  );
}
