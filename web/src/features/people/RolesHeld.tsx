import { IconPointFilled } from "@tabler/icons-react";
import type { HeldRole } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Timeline } from "~/ui/Timeline.tsx";
import text from "~/ui/text.module.css";
import { everHeld, roles } from "./view.ts";

/** Every role from when to when, latest first. */
export function RolesHeld({ history }: { history: HeldRole[] }) {
  const held = everHeld(history);
  if (held.length === 0) return <p className={text.soft}>{m.roles_held_none()}</p>;
  return (
    <Timeline
      label={m.roles_held()}
      moments={held.map(({ role, from, until }) => ({
        id: `${role} ${from} ${until}`,
        mark: <IconPointFilled size={14} aria-hidden="true" />,
        title: roles[role].label(),
        when: until
          ? m.role_from_until({ from: formatDate(from), until: formatDate(until) })
          : m.role_from({ date: formatDate(from) }),
      }))}
    />
  );
}
