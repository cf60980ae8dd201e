import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Finding } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { grades } from "~/lib/findings.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import page from "./Certification.module.css";
import { FindingAnswer } from "./FindingAnswer.tsx";
import { FindingFacts } from "./FindingFacts.tsx";
import { FindingReminders } from "./FindingReminders.tsx";
import { FindingSeen } from "./FindingSeen.tsx";
import { FindingSteps } from "./FindingSteps.tsx";
import { findingQuery } from "./queries.ts";
import { phases } from "./view.ts";

const tabs = ["evidence", "reminders", "history"] as const;
type Tab = (typeof tabs)[number];

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
  evidence: (owner: string | null) => ReactNode;
  history: (zone: string) => ReactNode;
  conversation: ReactNode;
}

/** One finding: what was seen, what is answered, what shows that it is done, and where it stands. */
export function FindingPage({ org, id, tab, onTab, evidence, history, conversation }: Props) {
  const organisation = useOrganisation(org);
  const { data: one } = useSuspenseQuery(findingQuery(org, id));
  const { me, zone } = organisation;
  const readsHistory = may(me, "read_history");
  const readsReminders = may(me, "read_deliveries");
  const parts = { organisation, finding: one };
  return (
    <>
      <PageHeading
        above={<Above org={org} one={one} />}
        title={one.title}
        reference={one.reference}
        below={below(one)}
      />
      <FindingSteps {...parts} />
      <FindingFacts {...parts} />
      <div className={page.body}>
        <div>
          <FindingSeen {...parts} />
          {one.grade !== "positive" && <FindingAnswer {...parts} />}
          {conversation}
        </div>
        <Tabs value={tab} onChange={(value) => onTab(tabs.find((each) => each === value) ?? "evidence")}>
          <Tabs.List mb="lg" aria-label={m.finding_records()}>
            <Tabs.Tab value="evidence">{m.evidence()}</Tabs.Tab>
            {readsReminders && <Tabs.Tab value="reminders">{m.reminders()}</Tabs.Tab>}
            {readsHistory && <Tabs.Tab value="history">{m.history()}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="evidence">{evidence(one.owner?.id ?? null)}</Tabs.Panel>
          {readsReminders && (
            <Tabs.Panel value="reminders">
              {tab === "reminders" && <FindingReminders organisation={organisation} id={id} />}
            </Tabs.Panel>
          )}
          {readsHistory && <Tabs.Panel value="history">{tab === "history" && history(zone)}</Tabs.Panel>}
        </Tabs>
      </div>
    </>
  );
}

/** Staff who answer a finding of theirs may not see the certification. */
function Above({ org, one }: { org: string; one: Finding }) {
  const organisation = useOrganisation(org);
  const { id, reference, title } = one.certification;
  const words = `${reference} ${title}`;
  if (!may(organisation.me, "read_certification")) return <span>{words}</span>;
  return (
    <Link to="/o/$org/certifications/$id" params={{ org, id }} search={{ tab: "findings" }}>
      {words}
    </Link>
  );
}

function below(one: Finding) {
  const raised = m.finding_raised_at({
    grade: grades[one.grade].label(),
    phase: phases[one.phase](),
    date: formatDate(one.raised),
  });
  return one.requirement ? m.finding_against({ raised, requirement: one.requirement }) : raised;
}
