import { useQuery } from "@tanstack/react-query";
import { controlStatusNames } from "~/lib/names.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { homeQuery } from "../home/queries.ts";
import { useAssignees } from "../people/queries.ts";
import { attentions, type ControlSearch } from "./search.ts";

const MET = "implemented,verified";

interface Props {
  org: string;
  search: ControlSearch;
  active: boolean;
  /** An undefined entry takes the filter away. */
  onSearch: (patch: { [K in keyof ControlSearch]: ControlSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function ControlFilters({ org, search, active, onSearch, onClear }: Props) {
  const areas = useQuery(homeQuery(org)).data?.areas ?? [];
  const [, ...others] = useAssignees(org);
  return (
    <FilterBar
      active={active}
      onClear={onClear}
      aside={<ExportMenu org={org} list="controls" search={search} />}
    >
      <SearchBox
        label={m.search_controls()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      <Filter
        label={m.kind()}
        value={search.kind}
        options={[
          { value: "requirement", label: m.kind_requirements() },
          { value: "control", label: m.kind_controls() },
        ]}
        onChange={(kind) => onSearch({ kind: kind as ControlSearch["kind"], area: undefined })}
      />
      <Filter
        label={m.area()}
        value={search.area}
        options={areas
          .filter((area) => !search.kind || area.kind === search.kind)
          .map(({ area, title }) => ({ value: area, label: `${area} ${title}` }))}
        onChange={(area) => onSearch({ area })}
      />
      <Filter
        label={m.state()}
        value={search.status}
        options={[
          { value: MET, label: m.status_met() },
          ...controlStatusNames.map((value) => ({ value, label: controlStatuses[value].label() })),
        ]}
        onChange={(status) => onSearch({ status })}
      />
      <Filter
        label={m.needs_attention()}
        value={attentions.find((each) => search[each])}
        options={[
          { value: "lapsed", label: m.attention_lapsed() },
          { value: "unproven", label: m.attention_unproven() },
          { value: "overdue", label: m.figure_overdue() },
        ]}
        onChange={(chosen) => {
          const one = (name: string) => (chosen === name ? true : undefined);
          onSearch({ lapsed: one("lapsed"), unproven: one("unproven"), overdue: one("overdue") });
        }}
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
