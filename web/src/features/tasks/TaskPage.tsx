import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { useOrganisation } from "../organisation/queries.ts";
import { Checklist } from "./Checklist.tsx";
import { Evidence } from "./Evidence.tsx";
import { taskQuery } from "./queries.ts";
import { Reminders } from "./Reminders.tsx";
import { Repeats } from "./Repeats.tsx";
import { SaveAsTemplate } from "./SaveAsTemplate.tsx";
import { TaskFields } from "./TaskFields.tsx";
import classes from "./TaskPage.module.css";
import { TaskSteps } from "./TaskSteps.tsx";
import { TaskText } from "./TaskText.tsx";

interface Props {
  org: string;
  id: string;
  tab: "reminders" | "history";
  onTab: (tab: "reminders" | "history") => void;
  history: (zone: string) => ReactNode;
  /** The files that show that the work was done. */
  files: ReactNode;
  /** What it is linked to. */
  links: ReactNode;
  elsewhere: ReactNode;
  conversation: ReactNode;
  /** Puts the due date off, with a reason. */
  putOff: ReactNode;
}

export function TaskPage(props: Props) {
  const { org, id, tab, onTab, history, files, links, elsewhere, conversation, putOff } = props;
  const organisation = useOrganisation(org);
  const { data: task } = useSuspenseQuery(taskQuery(org, id));
  const { me, zone } = organisation;
  const readsReminders = may(me, "read_deliveries", task.owner?.id ?? null);
  const readsHistory = may(me, "read_history", task.owner?.id ?? null);
  const created = {
    at: formatInstant(task.created_at, zone),
    name: task.created_by?.name ?? m.actor_system(),
  };
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/tasks" params={{ org }}>
            {m.nav_tasks()}
          </Link>
        }
        title={task.title}
        reference={task.reference}
        below={
          task.control && (
            <Link to="/o/$org/controls/$id" params={{ org, id: task.control.id }} className={text.chip}>
              <span className={text.reference}>{task.control.reference}</span>
              {task.control.title}
            </Link>
          )
        }
      />
      <TaskSteps organisation={organisation} task={task} />
      <TaskFields organisation={organisation} task={task} />
      <div className={classes.body}>
        <div>
          <TaskText organisation={organisation} task={task} />
          <Checklist organisation={organisation} task={task} />
          <Evidence organisation={organisation} task={task} files={files} />
          <Section title={m.links_title()}>{links}</Section>
          <Repeats organisation={organisation} task={task} />
          {elsewhere}
          {conversation}
          <p className={classes.created}>{m.created_by_at(created)}</p>
          {may(me, "manage_templates") && <SaveAsTemplate organisation={organisation} task={task} />}
        </div>
        <Tabs value={tab} onChange={(value) => onTab(value === "history" ? "history" : "reminders")}>
          <Tabs.List mb="lg" aria-label={m.task_records()}>
            {readsReminders && <Tabs.Tab value="reminders">{m.reminders()}</Tabs.Tab>}
            {readsHistory && <Tabs.Tab value="history">{m.history()}</Tabs.Tab>}
          </Tabs.List>
          {readsReminders && (
            <Tabs.Panel value="reminders">
              {tab === "reminders" && <Reminders organisation={organisation} task={task} putOff={putOff} />}
            </Tabs.Panel>
          )}
          {readsHistory && <Tabs.Panel value="history">{tab === "history" && history(zone)}</Tabs.Panel>}
        </Tabs>
      </div>
    </>
  );
}
