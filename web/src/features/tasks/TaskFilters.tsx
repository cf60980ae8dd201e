import { taskStateNames } from "~/lib/names.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
import type { TaskSearch } from "./search.ts";
import { ACTIVE } from "./view.ts";

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
        label={m.due()}
        value={search.overdue ? "overdue" : search.due_soon ? "due_soon" : undefined}
        options={[
          { value: "overdue", label: m.filter_overdue() },
          { value: "due_soon", label: m.figure_due_soon() },
        ]}
        onChange={(chosen) =>
          onSearch({
            overdue: chosen === "overdue" ? true : undefined,
            due_soon: chosen === "due_soon" ? true : undefined,
          })
        }
      />
    </FilterBar>
  );
}
