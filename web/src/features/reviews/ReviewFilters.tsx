import type { Patch } from "~/lib/look.ts";
import { reviewOutcomeNames } from "~/lib/names.ts";
import { m } from "~/paraglide/messages.js";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
import { attentions, type ReviewSearch } from "./search.ts";
import { outcomes } from "./view.ts";

interface Props {
  org: string;
  search: ReviewSearch;
  active: boolean;
  onSearch: (patch: Patch<ReviewSearch>) => void;
  onClear: () => void;
}

export function ReviewFilters({ org, search, active, onSearch, onClear }: Props) {
  const [, ...others] = useAssignees(org);
  return (
    <FilterBar
      active={active}
      onClear={onClear}
      aside={<ExportMenu org={org} list="reviews" search={search} />}
    >
      <SearchBox
        label={m.search_controls()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      <Filter
        label={m.needs_attention()}
        value={attentions.find((each) => search[each])}
        options={[
          { value: "overdue", label: m.filter_overdue() },
          { value: "stale", label: m.review_stale() },
          { value: "unapproved", label: m.review_waits() },
        ]}
        onChange={(chosen) => {
          const one = (name: string) => (chosen === name ? true : undefined);
          onSearch({ overdue: one("overdue"), stale: one("stale"), unapproved: one("unapproved") });
        }}
      />
      <Filter
        label={m.review_next()}
        value={search.when}
        options={[
          { value: "week", label: m.figure_due_soon() },
          { value: "month", label: m.filter_month() },
          { value: "later", label: m.work_later() },
        ]}
        onChange={(when) => onSearch({ when })}
      />
      <Filter
        label={m.reviewer()}
        value={search.reviewer}
        options={[
          { value: "me", label: m.owner_me() },
          { value: "none", label: m.nobody() },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(reviewer) => onSearch({ reviewer })}
      />
      <Filter
        label={m.review_last_outcome()}
        value={search.outcome}
        options={reviewOutcomeNames.map((value) => ({ value, label: outcomes[value].label() }))}
        onChange={(outcome) => onSearch({ outcome })}
      />
    </FilterBar>
  );
}
