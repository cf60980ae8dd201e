import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useSingleKeys } from "~/lib/keys.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { CalendarBar } from "./CalendarBar.tsx";
import { CalendarFilters } from "./CalendarFilters.tsx";
import { DayDrawer } from "./DayDrawer.tsx";
import { Legend } from "./Legend.tsx";
import { ListView } from "./ListView.tsx";
import { MonthView } from "./MonthView.tsx";
import { calendarQuery } from "./queries.ts";
import { type CalendarSearch, filtersOf, type View } from "./search.ts";
import { daysOf } from "./view.ts";
import { YearView } from "./YearView.tsx";

interface Props {
  org: string;
  search: CalendarSearch;
  /** An undefined entry takes it away. */
  onSearch: (patch: { [K in keyof CalendarSearch]: CalendarSearch[K] | undefined }) => void;
  /** How one subscribes to it in another program. */
  subscribe: (close: () => void) => ReactNode;
}

/** What falls due, as a year, a month or a list. */
export function CalendarPage({ org, search, onSearch, subscribe }: Props) {
  const organisation = useOrganisation(org);
  const { today, me } = organisation;
  // A month has no room for words on a phone: its days are a list there.
  const narrow = useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
  const chosen: View = search.view ?? "month";
  const view: View = narrow && chosen === "month" ? "list" : chosen;
  const date = search.date ?? today;
  const [subscribing, setSubscribing] = useState(false);
  const calendar = useQuery(calendarQuery(org, view, date, search));
  useSingleKeys({ t: () => onSearch({ date: undefined }) });
  const onDate = (next: string) => onSearch({ date: next === today ? undefined : next });
  const filtered = Object.keys(filtersOf(search)).length > 0;
  const of = calendar.data && daysOf(calendar.data, search.off !== "hide");
  const empty = calendar.data?.days.length === 0;
  const shared = of && {
    org,
    date,
    today,
    of,
    first: calendar.data.first_day,
    onDate,
    onOpen: (open: string) => onSearch({ open, ...(open !== date && { date: open }) }),
  };
  return (
    <>
      <PageHeading
        title={m.nav_calendar()}
        below={m.calendar_below()}
        actions={
          may(me, "use_tokens") && (
            <Button variant="default" onClick={() => setSubscribing(true)}>
              {m.calendar_subscribe()}
            </Button>
          )
        }
      />
      <CalendarFilters organisation={organisation} search={search} onSearch={onSearch} />
      <CalendarBar view={view} date={date} onDate={onDate} onSearch={onSearch} narrow={narrow} />
      <FailureNotice error={calendar.error} onRetry={() => calendar.refetch()} />
      {calendar.isPending && <LoadingLines />}
      {shared && (
        <div aria-busy={calendar.isPlaceholderData}>
          {empty && (
            <EmptyState title={filtered ? m.nothing_matches() : m.calendar_empty_title()}>
              <p>{filtered ? m.nothing_matches_text() : m.calendar_empty_text()}</p>
            </EmptyState>
          )}
          {view === "year" && (
            <YearView {...shared} onMonth={(month) => onSearch({ view: "month", date: month })} />
          )}
          {view === "month" && <MonthView {...shared} />}
          {view === "list" && (
            <ListView
              org={org}
              today={today}
              days={calendar.data?.days.map(({ day }) => shared.of(day)) ?? []}
              onOpen={shared.onOpen}
            />
          )}
          {!empty && <Legend year={view === "year"} />}
        </div>
      )}
      <DayDrawer org={org} today={today} search={search} onClose={() => onSearch({ open: undefined })} />
      {subscribing && subscribe(() => setSubscribing(false))}
    </>
  );
}
