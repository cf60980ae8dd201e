import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { RemoteField as Field } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";

interface Props {
  field: Field;
  value: unknown;
  error?: string | undefined;
  onChange: (value: unknown) => void;
}

const ids = (value: unknown) => (Array.isArray(value) ? value.map((one: { id: string }) => one.id) : []);

/** A field that the project over there asks for; its value is kept in the form that the service takes. */
export function RemoteField({ field, value, error, onChange }: Props) {
  const label = { label: field.name, description: m.setup_field_why(), error };
  const choices = field.allowed.map((one) => ({ value: one.id, label: one.name }));
  switch (field.kind) {
    case "choice":
      return (
        <Select
          {...label}
          data={choices}
          value={(value as { id?: string } | undefined)?.id ?? null}
          onChange={(id) => onChange(id ? { id } : undefined)}
        />
      );
    case "choices":
      return (
        <MultiSelect
          {...label}
          data={choices}
          value={ids(value)}
          onChange={(next) => onChange(next.map((id) => ({ id })))}
        />
      );
    case "labels":
      return <TagsInput {...label} value={(value as string[] | undefined) ?? []} onChange={onChange} />;
    case "number":
      return <NumberInput {...label} value={(value as number | undefined) ?? ""} onChange={onChange} />;
    case "date":
      return (
        <TextInput
          {...label}
          type="date"
          value={(value as string | undefined) ?? ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "long_text":
      return (
        <Textarea
          {...label}
          autosize
          value={(value as string | undefined) ?? ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "text":
      return (
        <TextInput
          {...label}
          value={(value as string | undefined) ?? ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return <TextInput {...label} disabled value="" description={m.setup_field_other()} />;
  }
}
