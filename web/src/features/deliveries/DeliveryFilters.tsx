import { Button } from "@mantine/core";
import type { Organisation } from "~/api/client.ts";
import { deliveryReasonNames, deliveryStateNames } from "~/lib/names.ts";
import { may } from "~/lib/permissions.ts";
import { suppressedWords } from "~/lib/reminders.ts";
import { deliveryStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { ExportMenu } from "~/ui/ExportMenu.tsx";
import { Filter, FilterBar } from "~/ui/FilterBar.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { useAssignees } from "../people/queries.ts";
import { channelNames, type DeliverySearch, listed } from "./queries.ts";
import { channels } from "./view.ts";

interface Props {
  organisation: Organisation;
  search: DeliverySearch;
  active: boolean;
  onSearch: (patch: { [K in keyof DeliverySearch]: DeliverySearch[K] | undefined }) => void;
  onClear: () => void;
}

/** States that the figures put together. */
const together = () => [
  { value: "planned,sending", label: m.delivery_waiting() },
  { value: "dead,uncertain", label: m.delivery_failed() },
  { value: "delivered,dead,uncertain", label: m.delivery_handed_over() },
];

export function DeliveryFilters({ organisation, search, active, onSearch, onClear }: Props) {
  const { slug: org, today, me } = organisation;
  const people = useAssignees(org);
  return (
    <FilterBar
      active={active}
      onClear={onClear}
      aside={<ExportMenu org={org} list="deliveries" search={listed(search)} />}
    >
      <SearchBox
        label={m.search_deliveries()}
        value={search.q ?? ""}
        onSearch={(q) => onSearch({ q: q || undefined })}
      />
      <Filter
        label={m.state()}
        value={search.state}
        options={[
          ...deliveryStateNames.map((value) => ({ value, label: deliveryStates[value].label() })),
          ...together(),
        ]}
        onChange={(state) => onSearch({ state })}
      />
      <Filter
        label={m.delivery_channel()}
        value={search.channel}
        options={channelNames.map((value) => ({ value, label: channels[value]?.() ?? value }))}
        onChange={(channel) => onSearch({ channel })}
      />
      {may(me, "read_people") && (
        <Filter
          label={m.delivery_recipient()}
          value={search.recipient}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(recipient) => onSearch({ recipient })}
        />
      )}
      <Filter
        label={m.delivery_why()}
        value={search.reason}
        options={deliveryReasonNames.map((value) => ({ value, label: suppressedWords(value) }))}
        onChange={(reason) => onSearch({ reason })}
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
      {search.like && (
        <Button variant="light" onClick={() => onSearch({ like: undefined })}>
          {m.delivery_like_all()}
        </Button>
      )}
    </FilterBar>
  );
}
