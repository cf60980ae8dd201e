import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { DeliverySummary } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Section } from "~/ui/Page.tsx";
import { Bars } from "./Bars.tsx";
import { Behind } from "./Behind.tsx";
import classes from "./Dashboard.module.css";
import { DayTable } from "./DayTable.tsx";
import { type Figures, figuresOf, partStates, shareWords, tookWords } from "./figures.ts";
import { type DeliverySearch, spans, summaryQuery } from "./queries.ts";
import { Reasons } from "./Reasons.tsx";
import { Troubles } from "./Troubles.tsx";
import { Ways } from "./Ways.tsx";

interface Props {
  org: string;
  zone: string;
  days: string | undefined;
  onDays: (days: string | undefined) => void;
}

/** Over how many days, where nobody chose. */
const USUAL = "30";

/** What became of what was planned: figures, each the way to the part of the list that it counts. */
export function Dashboard({ org, zone, days, onDays }: Props) {
  const span = days ?? USUAL;
  const summary = useQuery(summaryQuery(org, span));
  const found = summary.data;
  return (
    <>
      {found && found.troubles.length > 0 && <Troubles troubles={found.troubles} zone={zone} />}
      <Section
        title={m.delivery_figures()}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={m.delivery_span()}
            value={span}
            data={spans.map((value) => ({ value, label: m.delivery_span_days({ count: Number(value) }) }))}
            onChange={(next) => onDays(next === USUAL ? undefined : next)}
          />
        }
      >
        <FailureNotice error={summary.error} onRetry={() => summary.refetch()} />
        {summary.isPending && <LoadingLines lines={4} />}
        {found && (
          <div aria-busy={summary.isPlaceholderData} className={classes.whole}>
            <Parts org={org} days={days} summary={found} />
          </div>
        )}
      </Section>
    </>
  );
}

function Parts({ org, days, summary }: { org: string; days: string | undefined; summary: DeliverySummary }) {
  const { all, channels, days: each } = figuresOf(summary);
  const span = { since: summary.since, until: summary.until };
  if (all.planned === 0) return <p className={classes.none}>{m.delivery_figures_none()}</p>;
  return (
    <>
      <Heads org={org} days={days} all={all} span={span} summary={summary} />
      <Bars org={org} days={days} each={each} />
      <details className={classes.details}>
        <summary>{m.delivery_by_day()}</summary>
        <DayTable org={org} days={days} each={each} />
      </details>
      {channels.length > 0 && (
        <Ways org={org} days={days} channels={channels} span={span} paces={summary.paces} />
      )}
      <Reasons org={org} days={days} summary={summary} span={span} />
    </>
  );
}

interface HeadsProps {
  org: string;
  days: string | undefined;
  all: Figures;
  span: DeliverySearch;
  summary: DeliverySummary;
}

function Heads({ org, days, all, span, summary }: HeadsProps) {
  const pace = summary.paces.find(({ channel }) => channel === null);
  const failed = all.parts.dead + all.parts.uncertain;
  const heads: { label: string; value: ReactNode; search: DeliverySearch; late?: boolean }[] = [
    { label: m.delivery_all_planned(), value: all.planned, search: span },
    {
      label: m.delivery_share(),
      value: shareWords(all),
      search: { ...span, state: "delivered" },
    },
    {
      label: m.delivery_took(),
      value: pace ? tookWords(pace.median_ms) : "–",
      search: { ...span, state: "delivered,dead,uncertain" },
    },
    {
      label: m.delivery_took_most(),
      value: pace ? tookWords(pace.p95_ms) : "–",
      search: { ...span, state: "delivered,dead,uncertain" },
    },
    {
      label: m.delivery_failed(),
      value: failed,
      search: { ...span, state: "dead,uncertain" },
      late: failed > 0,
    },
    {
      label: m.delivery_waiting(),
      value: all.parts.waiting,
      search: { ...span, state: partStates.waiting },
    },
  ];
  return (
    <ul className={classes.heads}>
      {heads.map(({ label, value, search, late }) => (
        <li key={label}>
          <Behind org={org} days={days} search={search} className={classes.head}>
            <span className={classes.number} data-late={late}>
              {value}
            </span>
            <span className={classes.label}>{label}</span>
          </Behind>
        </li>
      ))}
    </ul>
  );
}
