import { Select, type SelectProps } from "@mantine/core";
import { useMemo } from "react";
import { zones } from "~/lib/places.ts";
import { m } from "~/paraglide/messages.js";

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  value: string;
  onChange: (zone: string) => void;
}

/** Chooses a time zone; typing part of a city's name finds it. */
export function ZoneSelect({ value, onChange, ...rest }: Props) {
  const data = useMemo(() => zones(value), [value]);
  return (
    <Select
      label={m.zone()}
      searchable
      allowDeselect={false}
      nothingFoundMessage={m.zone_none()}
      comboboxProps={{ withinPortal: true }}
      {...rest}
      data={data}
      value={value}
      onChange={(zone) => zone && zone !== value && onChange(zone)}
    />
  );
}
