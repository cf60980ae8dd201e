import { Button, Group, TextInput } from "@mantine/core";
import { useRef } from "react";
import type { BodyContact } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Bodies.module.css";

interface Props {
  contacts: BodyContact[];
  /** By where they stand in what was sent. */
  errors: Record<string, string>;
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

/** Whom one asks at a body, each in four fields; one that is not wanted is removed. */
export function ContactFields({ contacts, errors, onChange }: Props) {
  const list = useRef<HTMLFieldSetElement>(null);
  const set = (place: number, change: Partial<BodyContact>) =>
    onChange(contacts.map((one, at) => (at === place ? { ...one, ...change } : one)));
  // What is added is written to next; what is removed takes the focus along, which then stands at what is left.
  const focus = (place: number) =>
    requestAnimationFrame(() => {
      const people = list.current?.querySelectorAll<HTMLElement>("[data-person]");
      const next = people?.[place]?.querySelector("input");
      (next ?? list.current?.querySelector<HTMLElement>("[data-add]"))?.focus();
    });
  return (
    <fieldset ref={list} className={classes.people}>
      <legend>{m.body_contacts()}</legend>
      {contacts.map((one, place) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no identity before they are saved
          key={place}
          className={classes.person}
          aria-label={one.name || m.contact_unnamed()}
          data-person
        >
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
              error={errors[`/contacts/${place}/${field}`]}
            />
          ))}
          <Group>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                onChange(contacts.filter((_, at) => at !== place));
                focus(Math.min(place, contacts.length - 2));
              }}
            >
              {m.contact_remove({ name: one.name || m.contact_unnamed() })}
            </Button>
          </Group>
        </fieldset>
      ))}
      {contacts.length < MOST && (
        <Button
          mt={8}
          variant="default"
          size="compact-sm"
          data-add
          onClick={() => {
            onChange([...contacts, { name: "", role: "", mail: "", phone: "" }]);
            focus(contacts.length);
          }}
        >
          {m.contact_add()}
        </Button>
      )}
    </fieldset>
  );
}
