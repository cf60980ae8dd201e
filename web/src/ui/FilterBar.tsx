import { Button, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { m } from "~/paraglide/messages.js";
import classes from "./FilterBar.module.css";

interface BarProps {
  children: ReactNode;
  active: boolean;
  onClear: () => void;
  /** What is done with everything that the filters leave. */
  aside?: ReactNode;
}

/** The filters of a list; what is chosen here is the address of the page. */
export function FilterBar(props: BarProps) {
  return (
    <search className={classes.bar} aria-label={m.filters()}>
      {props.children}
      {props.active && (
        <Button variant="subtle" onClick={props.onClear}>
          {m.clear_filters()}
        </Button>
      )}
      {props.aside && <div className={classes.aside}>{props.aside}</div>}
    </search>
  );
}

interface FilterProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

export function Filter({ label, value, options, onChange }: FilterProps) {
  // What the address or a saved view says and nobody could choose any more still filters, and is shown.
  const known = !value || options.some((option) => option.value === value);
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[
        { value: "", label: m.filter_any() },
        ...options,
        ...(known ? [] : [{ value: value ?? "", label: m.filter_other() }]),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
