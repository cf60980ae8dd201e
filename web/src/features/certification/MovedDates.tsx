import { Button } from "@mantine/core";
import type { MovedDate } from "~/api/client.ts";
import { cycleDateWords } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Certification.module.css";
import { partWords } from "./view.ts";

const day = (date: string | null | undefined) => (date ? formatDate(date) : m.moved_none());

/** Which dates are others than before, by what was just done. */
export function MovedDates({ moved, onClose }: { moved: MovedDate[]; onClose: () => void }) {
  if (moved.length === 0) return null;
  return (
    <div className={classes.moved} role="status">
      <div className={classes.movedHead}>
        <span>{m.moved_title({ count: moved.length })}</span>
        <Button variant="subtle" size="compact-sm" onClick={onClose}>
          {m.close()}
        </Button>
      </div>
      <ul>
        {moved.map(({ what, year, part, from, to }) => (
          <li key={`${what} ${year ?? ""} ${part}`}>
            {m.moved_line({
              what: cycleDateWords(what, year),
              part: partWords[part](),
              from: day(from),
              to: day(to),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
