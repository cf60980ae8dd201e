import { Checkbox } from "@mantine/core";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { useAssignees } from "../people/queries.ts";
import { useTeams } from "../teams/queries.ts";
import classes from "./Calendar.module.css";
import { type CalendarSearch, filtersOf, kindNames } from "./search.ts";
import { kindWords } from "./view.ts";

interface Props {
  organisation: Organisation;
  search: CalendarSearch;
  onSearch: (patch: { [K in keyof CalendarSearch]: CalendarSearch[K] | undefined }) => void;
}

/** Whose, of which kind, late or to come, and whether days off are shown. */
export function CalendarFilters({ organisation: { slug: org, me }, search, onSearch }: Props) {
  const [, ...others] = useAssignees(org);
  const teams = useTeams(org);
  const seesAll = me.permissions.read_tasks === "all";
  return (
    <FilterBar
      active={Object.keys(filtersOf(search)).length > 0}
      onClear={() => onSearch({ kind: undefined, person: undefined, team: undefined, state: undefined })}
    >
      {seesAll && (
        <Filter
          label={m.calendar_whose()}
          value={search.person}
          options={[
            { value: "me", label: m.calendar_mine_only() },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(person) => onSearch({ person })}
        />
      )}
      {seesAll && may(me, "read_people") && teams.length > 0 && (
        <Filter
          label={m.team()}
          value={search.team}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(team) => onSearch({ team })}
        />
      )}
      <Filter
        label={m.calendar_kind()}
        value={search.kind}
        options={kindNames.map((value) => ({ value, label: kindWords[value]() }))}
        onChange={(kind) => onSearch({ kind })}
      />
      <Filter
        label={m.state()}
        value={search.state}
        options={[
          { value: "overdue", label: m.filter_overdue() },
          { value: "upcoming", label: m.calendar_upcoming() },
        ]}
        onChange={(state) => onSearch({ state })}
      />
      <Checkbox
        className={classes.offBox}
        label={m.calendar_show_off()}
        checked={search.off !== "hide"}
        onChange={({ currentTarget: { checked } }) => onSearch({ off: checked ? undefined : "hide" })}
      />
    </FilterBar>
  );
}
