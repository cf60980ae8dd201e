import { Button, Group, TextInput } from "@mantine/core";
import { useRef } from "react";
import type { BodyContact } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Bodies.module.css";

interface Props {
  contacts: BodyContact[];
  onChange: (contacts: BodyContact[]) => void;
}

/** The most people of one body. */
const MOST = 20;

const fields = [
  ["name", m.contact_name, 100],
  ["role", m.contact_role, 100],
  ["mail", m.contact_mail, 254],
  ["phone", m.contact_phone, 50],
] as const;

/** Whom one asks at a body, each in four fields; one that is left empty is none. */
export function ContactFields({ contacts, onChange }: Props) {
  const list = useRef<HTMLFieldSetElement>(null);
  const set = (place: number, change: Partial<BodyContact>) =>
    onChange(contacts.map((one, at) => (at === place ? { ...one, ...change } : one)));
  const add = () => {
    onChange([...contacts, { name: "", role: "", mail: "", phone: "" }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("[data-person]:last-of-type input")?.focus(),
    );
  };
  return (
    <fieldset ref={list} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend>{m.body_contacts()}</legend>
      {contacts.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: people have no identity before they are saved
        <div key={place} className={classes.person} data-person>
          {fields.map(([field, label, most]) => (
            <TextInput
              key={field}
              label={label()}
              type={field === "mail" ? "email" : "text"}
              required={field === "name"}
              withAsterisk={false}
              maxLength={most}
              value={one[field] ?? ""}
              onChange={(event) => set(place, { [field]: event.currentTarget.value })}
            />
          ))}
          <Group>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onChange(contacts.filter((_, at) => at !== place))}
            >
              {m.contact_remove({ name: one.name || m.contact_unnamed() })}
            </Button>
          </Group>
        </div>
      ))}
      {contacts.length < MOST && (
        <Button mt={8} variant="default" size="compact-sm" onClick={add}>
          {m.contact_add()}
        </Button>
      )}
    </fieldset>
  );
}
