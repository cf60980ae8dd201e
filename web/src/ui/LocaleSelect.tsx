import { Select, type SelectProps } from "@mantine/core";
import { useMemo } from "react";
import { sampleOf } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";

const locales =
  "en-GB en-US en-IE en-CA de-DE de-AT de-CH fr-FR fr-BE fr-CH es-ES it-IT nl-NL pt-PT pl-PL cs-CZ sv-SE da-DK nb-NO fi-FI".split(
    " ",
  );

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  value: string;
  today: string;
  onChange: (locale: string) => void;
}

/** How a locale is called: by language and country. */
export const localeName = (locale: string) =>
  new Intl.DisplayNames("en-GB", { type: "language" }).of(locale) ?? locale;

/** Chooses how dates and numbers are written, each shown by an example. */
export function LocaleSelect({ value, today, onChange, ...rest }: Props) {
  const data = useMemo(
    () => locales.map((name) => ({ value: name, label: `${localeName(name)}: ${sampleOf(name, today)}` })),
    [today],
  );
  return (
    <Select
      label={m.profile_locale()}
      searchable
      allowDeselect={false}
      comboboxProps={{ withinPortal: true }}
      {...rest}
      data={data}
      value={value}
      onChange={(locale) => locale && locale !== value && onChange(locale)}
    />
  );
}
