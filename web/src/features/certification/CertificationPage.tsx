import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { Certification, MovedDate } from "~/api/client.ts";
import { cycleDateWords } from "~/lib/certification.ts";
import { daysBetween, formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Agreed } from "./Agreed.tsx";
import classes from "./Certification.module.css";
import { CycleDates } from "./CycleDates.tsx";
import { CycleTimeline } from "./CycleTimeline.tsx";
import { Facts } from "./Facts.tsx";
import { Findings } from "./Findings.tsx";
import { AsOf, LookBack } from "./LookBack.tsx";
import { MovedDates } from "./MovedDates.tsx";
import { certificationQuery } from "./queries.ts";
import { ReadinessPanel } from "./ReadinessPanel.tsx";
import { Reminders } from "./Reminders.tsx";
import { Scope } from "./Scope.tsx";
import { Steps } from "./Steps.tsx";
import { Visits } from "./Visits.tsx";

const tabs = ["visits", "findings", "readiness", "evidence", "reminders", "history"] as const;
type Tab = (typeof tabs)[number];

interface Props {
  org: string;
  id: string;
  /** The day as of which it is shown; nothing: today. */
  asOf: string | undefined;
  onLook: (day: string | null) => void;
  tab: Tab;
  onTab: (tab: Tab) => void;
  evidence: (owner: string | null) => ReactNode;
  history: (zone: string) => ReactNode;
  conversation: ReactNode;
}

/** One certification: where it stands, its three years, every date with its reason, and who comes when. */
export function CertificationPage({
  org,
  id,
  asOf,
  onLook,
  tab,
  onTab,
  evidence,
  history,
  conversation,
}: Props) {
  const organisation = useOrganisation(org);
  const { data: one } = useSuspenseQuery(certificationQuery(org, id, asOf));
  const [moved, setMoved] = useState<MovedDate[]>([]);
  const { me, zone } = organisation;
  // An address that asks for today, or for a day to come, shows today and says so.
  const isToday = asOf !== undefined && one.as_of === null;
  useEffect(() => {
    if (isToday) onLook(null);
  }, [isToday, onLook]);
  const readsHistory = may(me, "read_history");
  const readsReminders = may(me, "read_deliveries");
  const after = (thing: Certification) => setMoved(thing.moved);
  const open = one.findings.filter(({ state }) => state !== "closed").length;
  const parts = { organisation, certification: one, onChanged: after };
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/certifications" params={{ org }}>
            {m.nav_certifications()}
          </Link>
        }
        title={one.title}
        reference={one.reference}
        actions={<LookBack organisation={organisation} certification={one} onLook={onLook} />}
        below={one.body ? m.certification_of_by({ standard: one.standard, body: one.body }) : one.standard}
      />
      {one.as_of && <AsOf day={one.as_of} onBack={() => onLook(null)} />}
      <Steps {...parts} />
      <Warning one={one} />
      <MovedDates moved={moved} onClose={() => setMoved([])} />
      <Countdown one={one} />
      <Facts {...parts} />
      {one.dates.length > 0 && <CycleTimeline certification={one} />}
      <div className={classes.body} data-even={tab === "readiness" || tab === "findings" || undefined}>
        <div>
          <CycleDates dates={one.dates} today={one.today} />
          <Scope {...parts} />
          <Agreed {...parts} />
          {!one.as_of && conversation}
        </div>
        <Tabs value={tab} onChange={(value) => onTab(tabs.find((each) => each === value) ?? "visits")}>
          <Tabs.List mb="lg" aria-label={m.certification_records()}>
            <Tabs.Tab value="visits">{m.visits()}</Tabs.Tab>
            <Tabs.Tab value="findings" rightSection={open > 0 ? open : undefined}>
              {m.findings()}
            </Tabs.Tab>
            {!one.as_of && <Tabs.Tab value="readiness">{m.readiness()}</Tabs.Tab>}
            {!one.as_of && <Tabs.Tab value="evidence">{m.certification_files()}</Tabs.Tab>}
            {readsReminders && <Tabs.Tab value="reminders">{m.reminders()}</Tabs.Tab>}
            {readsHistory && <Tabs.Tab value="history">{m.history()}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="visits">{tab === "visits" && <Visits {...parts} />}</Tabs.Panel>
          <Tabs.Panel value="findings">
            <Findings organisation={organisation} certification={one} />
          </Tabs.Panel>
          <Tabs.Panel value="readiness">
            {tab === "readiness" && !one.as_of && (
              <ReadinessPanel organisation={organisation} certification={one} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="evidence">
            {tab === "evidence" && !one.as_of && (
              <>
                <p className={classes.soft}>{m.certification_files_why()}</p>
                {evidence(one.owner?.id ?? null)}
              </>
            )}
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

/** What nobody may overlook: a certificate that may not be shown, or that is no more. */
function Warning({ one }: { one: Certification }) {
  const lapsed =
    one.expiry !== null &&
    one.expiry < one.today &&
    ["certified", "suspended", "scope_reduced"].includes(one.state);
  const words = lapsed
    ? m.certificate_lapsed_warning({ date: formatDate(one.expiry ?? one.today) })
    : one.state === "suspended"
      ? m.certificate_suspended_warning()
      : one.state === "expired"
        ? m.certificate_expired_warning()
        : one.state === "scope_reduced"
          ? m.certificate_reduced_warning()
          : null;
  if (!words) return null;
  return (
    <div className={classes.warning} role="note">
      <p>{words}</p>
      {one.reason && <p className={classes.soft}>{m.certificate_because({ reason: one.reason })}</p>}
    </div>
  );
}

/** How many days there are until what comes next. */
function Countdown({ one }: { one: Certification }) {
  if (!one.next || one.aside) return null;
  const days = daysBetween(one.today, one.next.on);
  return (
    <Section title={m.certification_next()}>
      <p className={classes.countdown}>
        <span className={days < 0 ? `${classes.number} ${classes.late}` : classes.number}>
          {m.days_count({ count: Math.abs(days) })}
        </span>
        <span>
          {days < 0
            ? m.certification_next_late({
                what: cycleDateWords(one.next.what),
                date: formatDate(one.next.on),
              })
            : m.certification_next_by({ what: cycleDateWords(one.next.what), date: formatDate(one.next.on) })}
        </span>
      </p>
    </Section>
  );
}
