import { Button, Group, TextInput } from "@mantine/core";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Chooser.module.css";
import { FailureNotice } from "./FailureNotice.tsx";
import { StateShape } from "./StateMark.tsx";
import text from "./text.module.css";

interface Option {
  id: string;
  reference: string | null;
  title: string;
  look: Look | undefined;
}

interface Props {
  label: string;
  search: string;
  typed: string;
  onType: (typed: string) => void;
  options: Option[];
  /** Said where nothing is left to choose. */
  none: string | null;
  error: unknown;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** Looks for something and chooses it: a field, and a button for each that matches. */
export function Chooser({ label, search, typed, onType, options, none, error, onChoose, onClose }: Props) {
  return (
    <section className={classes.choose} aria-label={label}>
      <TextInput
        type="search"
        label={search}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        autoFocus
      />
      <FailureNotice error={error} />
      {options.length === 0 && none && (
        <p className={text.soft} role="status">
          {none}
        </p>
      )}
      {options.length > 0 && (
        <ul className={classes.options}>
          {options.map(({ id, reference, title, look }) => (
            <li key={id}>
              <button type="button" className={classes.option} onClick={() => onChoose(id)}>
                {look && <StateShape look={look} />}
                {reference && <span className={text.reference}>{reference}</span>}
                <span className={classes.optionTitle}>{title}</span>
                {look && <span className={text.soft}>{look.label()}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Group>
        <Button size="sm" variant="default" onClick={onClose}>
          {m.cancel()}
        </Button>
      </Group>
    </section>
  );
}
