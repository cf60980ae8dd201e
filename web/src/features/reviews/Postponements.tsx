import type { Postponement } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { postponedMoment, postponedWords } from "~/ui/postponed.tsx";
import { Timeline } from "~/ui/Timeline.tsx";
import classes from "./Reviews.module.css";

/** Which dates were put off, from when, why and by whom. */
export function Postponements({ zone, items }: { zone: string; items: Postponement[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p className={classes.part}>{m.review_postponements()}</p>
      <Timeline
        label={m.review_postponements()}
        moments={items.map((item) =>
          postponedMoment(
            item,
            zone,
            (item.waived ? m.review_waived_line : m.review_put_off_line)(postponedWords(item)),
          ),
        )}
      />
    </>
  );
}
