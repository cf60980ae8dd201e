import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { m } from "~/paraglide/messages.js";

interface Props {
  value: string;
  error?: string | undefined;
  /** Called on leaving the field or Enter, with a name that differs. */
  onCommit: (name: string) => void;
}

/** What the organisation is called. */
export function NameField({ value, error, onCommit }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const name = typed.trim();
    if (!name) setTyped(value);
    else if (name !== value) onCommit(name);
  };
  return (
    <TextInput
      label={m.organisation_name()}
      description={m.settings_name_why()}
      maxLength={120}
      value={typed}
      error={error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}
