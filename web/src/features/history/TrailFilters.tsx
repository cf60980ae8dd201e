import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
import type { TrailSearch } from "./trailQueries.ts";
import { didWords } from "./words.ts";

interface Props {
  org: string;
  today: string;
  readsPeople: boolean;
  search: TrailSearch;
  onSearch: (patch: { [K in keyof TrailSearch]: TrailSearch[K] | undefined }) => void;
  onClear: () => void;
  aside: ReactNode;
}

/** Who, what, about which thing, and from when to when. */
export function TrailFilters({ org, today, readsPeople, search, onSearch, onClear, aside }: Props) {
  const people = useAssignees(org);
  return (
    <FilterBar active={Object.keys(search).length > 0} onClear={onClear} aside={aside}>
      <SearchBox
        label={m.trail_search()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      {readsPeople && (
        <Filter
          label={m.trail_who()}
          value={search.who}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(who) => onSearch({ who })}
        />
      )}
      <Filter
        label={m.trail_what()}
        value={search.kind}
        options={Object.entries(didWords).map(([value, words]) => ({ value, label: words() }))}
        onChange={(kind) => onSearch({ kind })}
      />
      <DateField
        label={m.trail_since()}
        value={search.since ?? null}
        today={today}
        max={today}
        onCommit={(since) => onSearch({ since: since ?? undefined })}
      />
      <DateField
        label={m.trail_until()}
        value={search.until ?? null}
        today={today}
        max={today}
        onCommit={(until) => onSearch({ until: until ?? undefined })}
      />
      {search.subject && (
        <Button variant="light" onClick={() => onSearch({ subject: undefined })}>
          {m.trail_about_one()}: {m.trail_about_all()}
        </Button>
      )}
    </FilterBar>
  );
}
