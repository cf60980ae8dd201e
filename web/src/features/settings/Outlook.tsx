import type { ReminderFate, ReminderOutlook } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { reminderWords } from "~/lib/reminders.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { ThingLink } from "~/ui/ThingLink.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import classes from "./Settings.module.css";

const fates: Record<ReminderFate, Look> = {
  kept: { label: m.fate_kept, shape: "full", tone: "grey" },
  moved: { label: m.fate_moved, shape: "full", tone: "amber" },
  new: { label: m.fate_new, shape: "full", tone: "green" },
  gone: { label: m.fate_gone, shape: "slash", tone: "grey" },
};

const ways: Record<string, () => string> = {
  mail: m.way_mail,
  direct: m.way_direct,
  posted: m.way_posted,
  teams: m.way_teams,
};

const kinds: Record<string, string> = {
  review: "control",
  validity: "evidence",
  expiry: "token",
  access: "connection",
  surveillance: "certification",
  recertification: "certification",
  certificate_expiry: "certification",
  restoration: "certification",
  booking: "certification",
  visit: "certification",
  internal_audit: "certification",
  management_review: "certification",
  quotation: "certification",
  answer: "finding",
  correction: "finding",
};

/** The kind of thing that a reminder is about; what is reviewed is a control or requirement. */
const kindOf = (step: string) => kinds[step.split(".")[0] ?? ""] ?? "task";

/** What the coming week would bring, and what would be different about it. */
export function Outlook({ org, outlook }: { org: string; outlook: ReminderOutlook }) {
  const { zone } = useOrganisation(org);
  const { items, counts, until, whole } = outlook;
  const all = counts.kept + counts.moved + counts.new + counts.gone;
  return (
    <Section title={m.outlook_title({ until: formatInstant(until, zone) })}>
      <p role="status">{m.outlook_counts(counts)}</p>
      {!whole && <p className={classes.why}>{m.outlook_in_part()}</p>}
      {all === 0 && <p className={classes.why}>{m.outlook_empty()}</p>}
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={`${one.subject} ${one.step} ${one.person.id} ${one.fate}`} className={classes.item}>
            <span className={classes.what}>
              <span className={one.fate === "gone" ? classes.gone : classes.name}>
                <ThingLink org={org} kind={kindOf(one.step)} id={one.subject}>
                  {one.reference} {one.title}
                </ThingLink>
              </span>
              <br />
              {reminderWords(one.step)}.{" "}
              {m.outlook_to({
                name: one.person.name,
                at: formatInstant(one.at, zone),
                ways: one.ways.map((way) => ways[way]?.() ?? way).join(", "),
              })}
            </span>
            <StateMark look={fates[one.fate]} />
          </li>
        ))}
      </ul>
      {all > items.length && <p className={classes.why}>{m.outlook_more({ count: all - items.length })}</p>}
    </Section>
  );
}
