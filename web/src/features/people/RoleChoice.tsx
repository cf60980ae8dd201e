import { MultiSelect, Text } from "@mantine/core";
import type { RoleName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { roles } from "./view.ts";

interface Props {
  names: RoleName[];
  value: RoleName[];
  error?: string | undefined;
  onChange: (value: RoleName[]) => void;
}

/** Chooses roles, with what each may do beside its name. */
export function RoleChoice({ names, value, error, onChange }: Props) {
  return (
    <MultiSelect
      label={m.roles()}
      description={m.roles_why()}
      data={names.map((role) => ({ value: role, label: roles[role].label() }))}
      value={value}
      error={error}
      maxDropdownHeight={360}
      hidePickedOptions
      renderOption={({ option }) => (
        <div>
          <Text size="sm" fw={550}>
            {option.label}
          </Text>
          <Text size="xs">{roles[option.value as RoleName].may()}</Text>
        </div>
      )}
      onChange={(next) => onChange(next as RoleName[])}
    />
  );
}
