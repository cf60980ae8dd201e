import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import type { PersonRef } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { useAssignees } from "../people/queries.ts";

interface Props {
  org: string;
  value: PersonRef[];
  error?: string | undefined;
  onChange: (people: PersonRef[]) => void;
}

/** Chooses several people; typing part of a name finds them, however many there are. */
export function MembersField({ org, value, error, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const found = useAssignees(org, typed);
  const all = [...value, ...found.filter(({ id }) => !value.some((known) => known.id === id))];
  return (
    <MultiSelect
      label={m.team_members()}
      searchable
      hidePickedOptions
      placeholder={value.length === 0 ? m.nobody() : undefined}
      nothingFoundMessage={m.nobody_found()}
      comboboxProps={{ withinPortal: true }}
      error={error}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={value.map(({ id }) => id)}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(ids) => {
        setTyped("");
        onChange(all.filter(({ id }) => ids.includes(id)));
      }}
    />
  );
}
