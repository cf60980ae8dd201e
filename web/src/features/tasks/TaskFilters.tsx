import { taskStateNames } from "~/lib/names.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
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
        value={search.overdue ? "true" : undefined}
        options={[{ value: "true", label: m.filter_overdue() }]}
        onChange={(overdue) => onSearch({ overdue: overdue ? true : undefined })}
      />
    </FilterBar>
  );
}
