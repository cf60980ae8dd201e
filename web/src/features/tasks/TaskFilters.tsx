import { useQuery } from "@tanstack/react-query";
import { taskStateNames, workGroupNames } from "~/lib/names.ts";
import { taskStates, workGroups } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { linksQuery } from "../links/queries.ts";
import { useAssignees } from "../people/queries.ts";
import { useTeams } from "../teams/queries.ts";
import type { TaskSearch } from "./search.ts";
import { ACTIVE } from "./view.ts";

/** Not a person: what waits for whoever looks. */
const TO_REVIEW = "to_review";

interface Props {
  org: string;
  search: TaskSearch;
  active: boolean;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof TaskSearch]: TaskSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function TaskFilters({ org, search, active, onSearch, onClear }: Props) {
  const [, ...others] = useAssignees(org);
  const teams = useTeams(org);
  return (
    <FilterBar
      active={active}
      onClear={onClear}
      aside={<ExportMenu org={org} list="tasks" search={search} />}
    >
      <SearchBox
        label={m.search_tasks()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      <Filter
        label={m.state()}
        value={search.state}
        options={[
          { value: ACTIVE, label: m.filter_not_finished() },
          ...taskStateNames.map((value) => ({ value, label: taskStates[value].label() })),
        ]}
        onChange={(state) => onSearch({ state })}
      />
      <Filter
        label={m.owner()}
        value={search.owner}
        options={[
          { value: "me", label: m.owner_me() },
          { value: "none", label: m.nobody() },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(owner) => onSearch({ owner })}
      />
      <Filter
        label={m.review()}
        value={search.to_review ? TO_REVIEW : search.reviewer}
        options={[
          { value: TO_REVIEW, label: m.filter_to_review() },
          { value: "me", label: m.filter_reviewer_me() },
          ...others.map(({ id, name }) => ({ value: id, label: m.filter_reviewer({ name }) })),
        ]}
        onChange={(review) =>
          onSearch({
            to_review: review === TO_REVIEW ? true : undefined,
            reviewer: review === TO_REVIEW ? undefined : review,
          })
        }
      />
      <Filter
        label={m.due()}
        value={search.overdue ? "overdue" : search.when}
        options={[
          { value: "overdue", label: m.filter_overdue() },
          { value: "week", label: m.figure_due_soon() },
          { value: "month", label: m.filter_month() },
          { value: "later", label: m.work_later() },
          { value: "none", label: m.work_undated() },
        ]}
        onChange={(value) =>
          onSearch({
            overdue: value === "overdue" ? true : undefined,
            when: value === "overdue" ? undefined : value,
          })
        }
      />
      {(teams.length > 0 || search.team) && (
        <Filter
          label={m.team()}
          value={search.team}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(team) => onSearch({ team })}
        />
      )}
      {search.linked && <LinkedFilter org={org} linked={search.linked} onSearch={onSearch} />}
      {search.work && (
        <Filter
          label={m.nav_my_work()}
          value={search.work}
          options={workGroupNames.map((value) => ({ value, label: workGroups[value]() }))}
          onChange={(work) => onSearch({ work })}
        />
      )}
    </FilterBar>
  );
}

/** What came from a thing's own page: which one it is, and the way back to all tasks. */
function LinkedFilter({ org, linked, onSearch }: Pick<Props, "org" | "onSearch"> & { linked: string }) {
  const { data } = useQuery(linksQuery(org, linked));
  const label = data ? m.filter_linked({ reference: data.of.reference, title: data.of.title }) : "…";
  return (
    <Filter
      label={m.links_title()}
      value={linked}
      options={[{ value: linked, label }]}
      onChange={(value) => onSearch({ linked: value })}
    />
  );
}
