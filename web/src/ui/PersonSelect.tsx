import { Select, type SelectProps } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

interface Person {
  id: string;
  name: string;
}

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  people: Person[];
  value: Person | null;
  myself: string;
  onChange: (person: Person | null) => void;
}

/** Chooses one person; oneself stands first, for that is whom people choose most. */
export function PersonSelect({ people, value, myself, onChange, onSearchChange, ...rest }: Props) {
  const named = (each: Person) => (each.id === myself ? m.person_me({ name: each.name }) : each.name);
  const known = value && !people.some((each) => each.id === value.id) ? [value, ...people] : people;
  const sorted = [...known].sort((a, b) => Number(b.id === myself) - Number(a.id === myself));
  return (
    <Select
      searchable
      clearable
      placeholder={m.nobody()}
      nothingFoundMessage={m.nobody_found()}
      clearButtonProps={{ "aria-label": m.clear_choice() }}
      comboboxProps={{ withinPortal: true }}
      data-person="true"
      {...rest}
      data={sorted.map((each) => ({
        value: each.id,
        label: named(each),
      }))}
      value={value?.id ?? null}
      // The name of whoever was chosen stands in the field, and nobody searches for it.
      onSearchChange={(typed) => onSearchChange?.(value && typed === named(value) ? "" : typed)}
      onChange={(id) => onChange(sorted.find((each) => each.id === id) ?? null)}
    />
  );
}
