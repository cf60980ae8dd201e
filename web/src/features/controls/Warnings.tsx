import type { Control } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { attention } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Verification.module.css";

/** What about a control wants somebody's attention although its state says that it is in place. */
export function Warnings({ control }: { control: Control }) {
  const said = [
    control.unproven && m.control_unproven(),
    control.lapsed_on && m.verification_lapsed_on({ date: formatDate(control.lapsed_on) }),
  ].filter((each) => typeof each === "string");
  if (said.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={m.needs_attention()}>
      {said.map((words) => (
        <li key={words}>
          <StateShape look={attention} />
          {words}
        </li>
      ))}
    </ul>
  );
}
