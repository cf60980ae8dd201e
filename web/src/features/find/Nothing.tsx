import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Palette.module.css";

/** That nothing was found, and what to try. */
export function Nothing({ asked, me }: { asked: string; me: Organisation["me"] }) {
  return (
    <div className={classes.nothing} role="status">
      <p>{m.find_none({ asked })}</p>
      <p>{m.find_none_text()}</p>
      {me.permissions.read_tasks === "own" && <p>{m.find_none_own()}</p>}
    </div>
  );
}
