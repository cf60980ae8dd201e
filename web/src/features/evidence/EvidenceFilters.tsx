import { evidenceStateNames } from "~/lib/names.ts";
import { evidenceStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
import type { EvidenceSearch } from "./search.ts";

interface Props {
  org: string;
  search: EvidenceSearch;
  active: boolean;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof EvidenceSearch]: EvidenceSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function EvidenceFilters({ org, search, active, onSearch, onClear }: Props) {
  const [, ...others] = useAssignees(org);
  return (
    <FilterBar active={active} onClear={onClear}>
      <SearchBox
        label={m.search_evidence()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      <Filter
        label={m.state()}
        value={search.state}
        options={evidenceStateNames.map((value) => ({ value, label: evidenceStates[value].label() }))}
        onChange={(state) => onSearch({ state })}
      />
      <Filter
        label={m.validity()}
        value={search.expired ? "expired" : search.when}
        options={[
          { value: "expired", label: m.validity_ran_out() },
          { value: "month", label: m.work_running_out() },
        ]}
        onChange={(value) =>
          onSearch({
            expired: value === "expired" ? true : undefined,
            when: value === "expired" ? undefined : value,
          })
        }
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
    </FilterBar>
  );
}
