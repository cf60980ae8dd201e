import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { TaskRow } from "~/api/client.ts";
import { formatLongDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Adopt } from "./Adopt.tsx";
import { Figures } from "./Figures.tsx";
import classes from "./HomePage.module.css";
import { Lately } from "./Lately.tsx";
import { NextCertification } from "./NextCertification.tsx";
import { Progress } from "./Progress.tsx";
import { homeQuery } from "./queries.ts";
import { Readiness } from "./Readiness.tsx";
import { Week } from "./Week.tsx";

interface Props {
  org: string;
  /** How a handful of tasks is shown; tasks are another feature's. */
  taskLines: (rows: TaskRow[]) => ReactNode;
}

export function HomePage({ org, taskLines }: Props) {
  const organisation = useOrganisation(org);
  const { data: home } = useSuspenseQuery(homeQuery(org));
  const { adopted, me, today, zone } = organisation;
  const controls = may(me, "read_controls");
  const tasks = may(me, "read_tasks");
  const below = adopted
    ? m.home_below({ date: formatLongDate(today), version: adopted.catalogue_version })
    : formatLongDate(today);
  return (
    <>
      <PageHeading
        title={controls ? m.home_title() : m.home_title_mine()}
        tabTitle={m.nav_home()}
        below={below}
      />
      {home.adopted && controls && <Progress org={org} home={home} />}
      <div className={classes.columns}>
        {!home.adopted && <Adopt organisation={organisation} />}
        {tasks && (
          <div className={classes.work}>
            <Figures org={org} tasks={home.tasks} />
            {home.certification && <NextCertification org={org} row={home.certification} today={today} />}
            <Section title={m.home_week()}>
              {home.week.length > 0 ? (
                <Week org={org} items={home.week} today={today} />
              ) : (
                <p className={classes.none}>{m.home_due_none()}</p>
              )}
            </Section>
            <Section title={m.home_mine()}>
              {home.mine.length > 0 ? (
                taskLines(home.mine)
              ) : (
                <p className={classes.none}>{m.home_mine_none()}</p>
              )}
            </Section>
            {home.lately.length > 0 && (
              <Section title={m.home_lately()}>
                <Lately org={org} items={home.lately} zone={zone} />
              </Section>
            )}
          </div>
        )}
        {home.adopted && controls && <Readiness org={org} areas={home.areas} />}
      </div>
    </>
  );
}
