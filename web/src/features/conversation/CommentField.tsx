import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import type { PersonRef } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { calling } from "./words.ts";

interface Props {
  label: string;
  value: string;
  people: PersonRef[];
  error?: ReactNode;
  autoFocus?: boolean;
  onChange: (value: string) => void;
  onSend: () => void;
}

/** How many names are offered. */
const OFFERED = 6;

/** A text in which people are called by @name. ⌘ or Ctrl with Enter sends it. */
export function CommentField({ label, value, people, error, autoFocus = false, onChange, onSend }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const caret = () => field.current?.selectionStart ?? value.length;
  const begun = calling(value, caret());
  const offered =
    begun === null
      ? []
      : people
          .filter(({ name }) => name.toLowerCase().includes(begun.trim().toLowerCase()))
          .slice(0, OFFERED);
  const call = (id: string) => {
    const person = people.find((one) => one.id === id);
    if (!person || begun === null) return;
    const before = value.slice(0, caret() - begun.length);
    onChange(`${before}${person.name} ${value.slice(caret())}`);
    combobox.closeDropdown();
    field.current?.focus();
  };
  const open = combobox.dropdownOpened && offered.length > 0;
  return (
    <Combobox store={combobox} onOptionSubmit={call} position="bottom-start" width={280}>
      <Combobox.Target>
        <Textarea
          ref={field}
          label={label}
          description={m.comment_how()}
          value={value}
          error={error}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={5_000}
          data-autofocus={autoFocus || undefined}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              onSend();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open}>
        <Combobox.Options aria-label={m.comment_whom()}>
          {offered.map(({ id, name }) => (
            <Combobox.Option key={id} value={id}>
              {name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
