import { Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useSingleKeys } from "~/lib/keys.ts";

interface Props {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** Searches while one types; `/` comes here. */
export function SearchBox({ label, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onSearch(next);
  }, 250);
  useEffect(() => {
    // The address changed by another hand (back, a cleared filter), not by typing here.
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useSingleKeys({ "/": () => input.current?.focus() });
  return (
    <TextInput
      ref={input}
      type="search"
      label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        <Kbd size="xs" visibleFrom="sm">
          /
        </Kbd>
      }
    />
  );
}
