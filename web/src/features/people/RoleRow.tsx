import { Checkbox } from "@mantine/core";
import type { GivenRole, RoleName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import classes from "./Roles.module.css";
import { roles } from "./view.ts";

interface Props {
  role: RoleName;
  given: GivenRole | null;
  today: string;
  disabled: boolean;
  error?: string | undefined;
  onChange: (next: GivenRole | null) => void;
}

/** One role: whether it is held, what it may do, and its last day where it has one. */
export function RoleRow({ role, given, today, disabled, error, onChange }: Props) {
  return (
    <li className={classes.item}>
      <Checkbox
        label={roles[role].label()}
        description={disabled ? m.roles_owner_only() : roles[role].may()}
        checked={given !== null}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked ? { role, until: null } : null)}
      />
      {given && role !== "owner" && (
        <DateField
          label={m.last_day()}
          aria-label={m.last_day_of({ role: roles[role].label() })}
          value={given.until}
          today={today}
          min={today}
          eager
          error={given.until && given.until < today ? error : undefined}
          onCommit={(until) => onChange({ role, until })}
        />
      )}
    </li>
  );
}
