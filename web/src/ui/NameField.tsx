import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { m } from "~/paraglide/messages.js";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  /** Called on leaving the field or Enter, with words that differ. */
  onCommit: (name: string) => void;
}

export function NameField({ value, onCommit, ...rest }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const name = typed.trim();
    if (!name) setTyped(value);
    else if (name !== value) onCommit(name);
  };
  return (
    <TextInput
      label={m.name()}
      maxLength={120}
      {...rest}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}
