import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MyTasks, Organisation } from "~/api/client.ts";
import { formatLongDate } from "~/lib/dates.ts";
import { workGroups } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Beside } from "./Beside.tsx";
import classes from "./MyWorkPage.module.css";
import { NoWork } from "./NoWork.tsx";
import { myWorkQuery } from "./queries.ts";
import { WorkLine } from "./WorkLine.tsx";

/** What is mine and open, by what comes first; beside it who called me, what runs out, what I finished. */
export function MyWorkPage({ org }: { org: string }) {
  const organisation = useOrganisation(org);
  const { data: work } = useSuspenseQuery(myWorkQuery(org));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <PageHeading title={m.nav_my_work()} below={formatLongDate(organisation.today)} />
      <div className={classes.columns}>
        <div>
          {work.groups.length === 0 && <NoWork organisation={organisation} />}
          {work.groups.map((group) => (
            <Group
              key={group.group}
              organisation={organisation}
              group={group}
              open={open}
              onOpen={(id) => setOpen(id === open ? null : id)}
            />
          ))}
        </div>
        <Beside organisation={organisation} work={work} />
      </div>
    </>
  );
}

interface Props {
  organisation: Organisation;
  group: MyTasks;
  open: string | null;
  onOpen: (id: string) => void;
}

function Group({ organisation, group: { group, total, items }, open, onOpen }: Props) {
  const { slug: org } = organisation;
  return (
    <Section
      title={workGroups[group]()}
      aside={
        total > items.length ? (
          <Link to="/o/$org/tasks" params={{ org }} search={{ work: group }} className={classes.all}>
            {m.work_all({ total })}
          </Link>
        ) : (
          <span className={classes.count}>{total}</span>
        )
      }
    >
      <ul className={classes.lines} aria-label={workGroups[group]()}>
        {items.map((task) => (
          <WorkLine
            key={task.id}
            organisation={organisation}
            task={task}
            open={open === task.id}
            onToggle={() => onOpen(task.id)}
          />
        ))}
      </ul>
    </Section>
  );
}
