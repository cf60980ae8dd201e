import { Tooltip } from "@mantine/core";
import { Fragment } from "react";
import type { RoleName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Missing } from "~/ui/Missing.tsx";
import classes from "./RoleWord.module.css";
import { roleNames, roles } from "./view.ts";

/** A role's name; what it means in the standard's terms shows on hover. */
export function RoleWord({ role }: { role: RoleName }) {
  return (
    <Tooltip label={roles[role].standard()} multiline maw={300} openDelay={200}>
      <span className={classes.role}>{roles[role].label()}</span>
    </Tooltip>
  );
}

export function RoleList({ names }: { names: RoleName[] }) {
  if (names.length === 0) return <Missing words={m.roles_none_mine()} />;
  const sorted = roleNames.filter((role) => names.includes(role));
  return sorted.map((role, index) => (
    <Fragment key={role}>
      {index > 0 && ", "}
      <RoleWord role={role} />
    </Fragment>
  ));
}
