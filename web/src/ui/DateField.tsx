import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { distance, formatDate } from "~/lib/dates.ts";

interface Props extends Omit<TextInputProps, "type" | "value" | "onChange"> {
  value: string | null;
  today: string;
  /** Called on leaving the field or Enter; with `eager` at every change, for forms that are sent as a whole. */
  onCommit: (date: string | null) => void;
  eager?: boolean;
}

/** The browser's own date field, with the day and its distance in words below it. */
export function DateField({ value, today, onCommit, eager = false, ...rest }: Props) {
  const [typed, setTyped] = useState(value ?? "");
  useEffect(() => setTyped(value ?? ""), [value]);
  const commit = () => {
    if (typed !== (value ?? "")) onCommit(typed || null);
  };
  return (
    <TextInput
      {...rest}
      type="date"
      value={typed}
      description={typed ? `${formatDate(typed)}, ${distance(typed, today)}` : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        if (eager) onCommit(event.currentTarget.value || null);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}
