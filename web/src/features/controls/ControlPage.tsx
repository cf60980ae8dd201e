import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Control, TaskRow } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { ControlFields } from "./ControlFields.tsx";
import classes from "./ControlPage.module.css";
import { Facts, Guidance } from "./ControlText.tsx";
import { Notes } from "./Notes.tsx";
import { controlQuery } from "./queries.ts";
import { Verification } from "./Verification.tsx";
import { Warnings } from "./Warnings.tsx";

/** What other features put onto the page. */
interface Slots {
  newTask: (control: Control) => ReactNode;
  taskLines: (rows: TaskRow[]) => ReactNode;
  /** Tasks that do not serve it and have to do with it. */
  linkedTasks: (control: Control) => ReactNode;
  evidence: (control: Control) => ReactNode;
  reviews: (control: Control) => ReactNode;
  reminders: ReactNode;
  history: ReactNode;
  conversation: ReactNode;
}

const tabs = ["overview", "reminders", "history"] as const;
export type Tab = (typeof tabs)[number];

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
  slots: Slots;
}

/** A requirement or control: what it asks for and how it is met; what was sent and what happened lie behind tabs. */
export function ControlPage({ org, id, tab, onTab, slots }: Props) {
  const organisation = useOrganisation(org);
  const { data: control } = useSuspenseQuery(controlQuery(org, id));
  const { me } = organisation;
  const readsHistory = may(me, "read_history");
  const readsReminders = may(me, "read_reviews") && may(me, "read_deliveries", control.owner?.id ?? null);
  const readable = { overview: true, reminders: readsReminders, history: readsHistory };
  const shown = readable[tab] ? tab : "overview";
  const create = may(me, "create_task") && slots.newTask(control);
  return (
    <>
      <PageHeading
        above={
          <>
            <Link to="/o/$org/controls" params={{ org }}>
              {m.nav_controls()}
            </Link>
            {" / "}
            <Link to="/o/$org/controls" params={{ org }} search={{ area: control.area }}>
              {control.area} {control.area_title}
            </Link>
          </>
        }
        reference={control.reference}
        title={control.title}
        actions={create}
      />
      <ControlFields organisation={organisation} control={control} />
      <Warnings control={control} />
      <Tabs value={shown} onChange={(value) => onTab(tabs.find((each) => each === value) ?? "overview")}>
        {(readsHistory || readsReminders) && (
          <Tabs.List className={classes.tabs} aria-label={m.control_parts()}>
            <Tabs.Tab value="overview">{m.overview()}</Tabs.Tab>
            {readsReminders && <Tabs.Tab value="reminders">{m.reminders()}</Tabs.Tab>}
            {readsHistory && <Tabs.Tab value="history">{m.history()}</Tabs.Tab>}
          </Tabs.List>
        )}
        {/* It stays while somebody looks at the history: what they are writing is not lost. */}
        <Tabs.Panel value="overview">
          <div className={classes.columns}>
            <div>
              <Section title={m.summary()}>
                <Prose text={control.summary} />
              </Section>
              <Notes organisation={organisation} control={control} />
            </div>
            <div className={classes.rail}>
              <Section title={m.nav_tasks()}>
                {control.tasks.length > 0 ? (
                  slots.taskLines(control.tasks)
                ) : (
                  <p className={classes.none}>
                    {create ? m.control_no_tasks_create() : m.control_no_tasks()}
                  </p>
                )}
                <div className={classes.linked}>{slots.linkedTasks(control)}</div>
              </Section>
              <Verification organisation={organisation} control={control} />
              {slots.reviews(control)}
              <Facts org={org} control={control} />
            </div>
            <div className={classes.rest}>
              <Guidance
                control={control}
                evidence={may(me, "read_evidence") ? slots.evidence(control) : undefined}
              />
              {slots.conversation}
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="reminders">{shown === "reminders" && slots.reminders}</Tabs.Panel>
        <Tabs.Panel value="history">{shown === "history" && slots.history}</Tabs.Panel>
      </Tabs>
    </>
  );
}
