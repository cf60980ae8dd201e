import {
  type ComboboxItem,
  type ComboboxParsedItem,
  type OptionsFilter,
  Select,
  type SelectProps,
} from "@mantine/core";
import { m } from "~/paraglide/messages.js";

interface Person {
  id: string;
  name: string;
  /** The names of their teams. */
  teams?: string[];
}

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  people: Person[];
  value: Person | null;
  myself: string;
  onChange: (person: Person | null) => void;
}

const fold = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Somebody is found by name, or by the name of any of their teams. */
const finding =
  (teamsOf: Map<string, string[]>): OptionsFilter =>
  ({ options, search }) => {
    const wanted = fold(search.trim());
    const fits = ({ value, label }: ComboboxItem) =>
      [label, ...(teamsOf.get(value) ?? [])].some((text) => fold(text).includes(wanted));
    return options.flatMap((option): ComboboxParsedItem[] => {
      if (!("group" in option)) return fits(option) ? [option] : [];
      const items = option.items.filter(fits);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };

/** The others by team, each once: where they belong to several, under the first. */
function byTeam(others: Person[], named: (person: Person) => ComboboxItem) {
  const groups = new Map<string, Person[]>();
  for (const each of others) {
    const team = each.teams?.[0] ?? "";
    groups.set(team, [...(groups.get(team) ?? []), each]);
  }
  const teams = [...groups.keys()].filter((name) => name !== "").sort((a, b) => a.localeCompare(b));
  if (teams.length === 0) return others.map(named);
  return [...teams, ""]
    .filter((name) => groups.has(name))
    .map((name) => ({ group: name || m.no_team(), items: (groups.get(name) ?? []).map(named) }));
}

/** Chooses one person; oneself stands first, for that is whom people choose most, and others stand by team. */
export function PersonSelect({ people, value, myself, onChange, onSearchChange, ...rest }: Props) {
  const named = (each: Person) => (each.id === myself ? m.person_me({ name: each.name }) : each.name);
  const option = (each: Person) => ({ value: each.id, label: named(each) });
  const known = value && !people.some((each) => each.id === value.id) ? [value, ...people] : people;
  const teamsOf = new Map(known.map(({ id, teams }) => [id, teams ?? []]));
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
      filter={finding(teamsOf)}
      data={[
        ...known.filter((each) => each.id === myself).map(option),
        ...byTeam(
          known.filter((each) => each.id !== myself),
          option,
        ),
      ]}
      value={value?.id ?? null}
      // The name of whoever was chosen stands in the field, and nobody searches for it.
      onSearchChange={(typed) => onSearchChange?.(value && typed === named(value) ? "" : typed)}
      onChange={(id) => onChange(known.find((each) => each.id === id) ?? null)}
    />
  );
}
