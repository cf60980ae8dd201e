import { Link } from "@tanstack/react-router";
import type { MyWork, Organisation } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { Section } from "~/ui/Page.tsx";
import { useRead } from "../notices/queries.ts";
import classes from "./Beside.module.css";
import page from "./MyWorkPage.module.css";

/** Where the pages of what one can be called in are; requirements are shown as controls. */
const pages: Record<string, "/o/$org/tasks/$id" | "/o/$org/evidence/$id" | "/o/$org/controls/$id"> = {
  task: "/o/$org/tasks/$id",
  evidence: "/o/$org/evidence/$id",
};

/** Who called me, what of mine runs out, and what I finished lately; what is empty takes no room. */
export function Beside({ organisation, work }: { organisation: Organisation; work: MyWork }) {
  const { slug: org, zone, today } = organisation;
  const read = useRead(org);
  const soon = { owner: "me", state: "current", when: "month", sort: "valid_until" } as const;
  return (
    <div>
      {work.mentions.length > 0 && (
        <Section title={m.work_mentions()} aside={<span className={page.count}>{work.mentions_total}</span>}>
          <ul className={classes.list}>
            {work.mentions.map((notice) => (
              <li key={notice.id}>
                <Link
                  to={pages[notice.subject_kind] ?? "/o/$org/controls/$id"}
                  params={{ org, id: notice.subject }}
                  onClick={() => read.mutate(notice.id)}
                >
                  {notice.title}
                </Link>
                <span>
                  {m.by_at({
                    name: notice.actor?.name ?? m.actor_system(),
                    at: formatInstant(notice.at, zone),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {work.running_out.length > 0 && (
        <Section
          title={m.work_running_out()}
          aside={
            <Link to="/o/$org/evidence" params={{ org }} search={soon} className={page.all}>
              {m.work_all({ total: work.running_out_total })}
            </Link>
          }
        >
          <ul className={classes.list}>
            {work.running_out.map(({ id, title, valid_until }) => (
              <li key={id}>
                <Link to="/o/$org/evidence/$id" params={{ org, id }}>
                  {title}
                </Link>
                <DueDate due={valid_until} today={today} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {work.finished.length > 0 && (
        <Section
          title={m.work_finished()}
          aside={
            <Link
              to="/o/$org/tasks"
              params={{ org }}
              search={{ owner: "me", state: "done", sort: "-updated" }}
              className={page.all}
            >
              {m.work_all_finished()}
            </Link>
          }
        >
          <ul className={classes.list}>
            {work.finished.map(({ id, title, reference, updated_at }) => (
              <li key={id}>
                <Link to="/o/$org/tasks/$id" params={{ org, id }}>
                  {title}
                </Link>
                <span>
                  {reference} · {formatInstant(updated_at, zone)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {may(organisation.me, "use_tokens") && (
        <p>
          <Link to="/o/$org/settings" params={{ org }} search={{ section: "tokens" }} className={page.all}>
            {m.work_in_calendar()}
          </Link>
        </p>
      )}
    </div>
  );
}
