import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Evidence } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { EvidenceFields } from "./EvidenceFields.tsx";
import classes from "./EvidencePage.module.css";
import { EvidenceSteps } from "./EvidenceSteps.tsx";
import { EvidenceText } from "./EvidenceText.tsx";
import { Preview } from "./Preview.tsx";
import { evidenceQuery } from "./queries.ts";
import { Reminders } from "./Reminders.tsx";
import { Subjects } from "./Subjects.tsx";
import { Versions } from "./Versions.tsx";

const tabs = ["versions", "reminders", "history"] as const;
export type Tab = (typeof tabs)[number];

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
  history: (zone: string) => ReactNode;
  conversation: ReactNode;
  /** The tasks that are about it. */
  tasks: (evidence: Evidence) => ReactNode;
}

/** One piece of evidence: what it shows, its files, and what it is evidence for. */
export function EvidencePage({ org, id, tab, onTab, history, conversation, tasks }: Props) {
  const organisation = useOrganisation(org);
  const { data: evidence } = useSuspenseQuery(evidenceQuery(org, id));
  const { me, zone } = organisation;
  const readsHistory = may(me, "read_history", evidence.owner?.id ?? null);
  const readsReminders = may(me, "read_deliveries", evidence.owner?.id ?? null);
  const created = {
    at: formatInstant(evidence.created_at, zone),
    name: evidence.created_by?.name ?? m.actor_system(),
  };
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/evidence" params={{ org }}>
            {m.nav_evidence()}
          </Link>
        }
        title={evidence.title}
        reference={evidence.reference}
      />
      <EvidenceSteps organisation={organisation} evidence={evidence} />
      <EvidenceFields organisation={organisation} evidence={evidence} />
      <div className={classes.body}>
        <div>
          <EvidenceText organisation={organisation} evidence={evidence} />
          <Preview org={org} id={id} file={evidence.file} />
          <Subjects organisation={organisation} evidence={evidence} />
          {may(me, "read_tasks") && <Section title={m.nav_tasks()}>{tasks(evidence)}</Section>}
          {conversation}
          <p className={classes.created}>{m.created_by_at(created)}</p>
        </div>
        <Tabs value={tab} onChange={(value) => onTab(tabs.find((each) => each === value) ?? "versions")}>
          <Tabs.List mb="lg" aria-label={m.evidence_records()}>
            <Tabs.Tab value="versions">{m.versions()}</Tabs.Tab>
            {readsReminders && <Tabs.Tab value="reminders">{m.reminders()}</Tabs.Tab>}
            {readsHistory && <Tabs.Tab value="history">{m.history()}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="versions">
            {tab === "versions" && <Versions organisation={organisation} evidence={evidence} />}
          </Tabs.Panel>
          {readsReminders && (
            <Tabs.Panel value="reminders">
              {tab === "reminders" && <Reminders organisation={organisation} id={id} />}
            </Tabs.Panel>
          )}
          {readsHistory && <Tabs.Panel value="history">{tab === "history" && history(zone)}</Tabs.Panel>}
        </Tabs>
      </div>
    </>
  );
}
