import { SegmentedControl } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Certification, CycleDate } from "~/api/client.ts";
import { cycleDateWords } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { type Axis, axisOf, place, stretch, ticks, type Zoom, zooms } from "./axis.ts";
import classes from "./CycleTimeline.module.css";
import { keyOf, phases, standings, visitStates } from "./view.ts";

/** What asks for something, one line each. */
const shown: CycleDate["what"][] = [
  "stage_2",
  "majors_after_stage_2",
  "first_surveillance",
  "yearly_surveillance",
  "second_surveillance",
  "recertification_audit",
  "recertification_decision",
  "majors_at_recertification",
  "restoration",
  "suspension_end",
  "notice_of_change",
  "internal_audit",
  "management_review",
  "internal_audit_before_visit",
  "management_review_before_visit",
];

/** The cycle as one line of time: validity, windows, visits and what is due, from all of it down to a week. */
export function CycleTimeline({ certification: one }: { certification: Certification }) {
  const [zoom, setZoom] = useState<Zoom>("cycle");
  const frame = useRef<HTMLDivElement>(null);
  const axis = axisOf(one);
  const width = zoom === "cycle" ? 1 : Math.max(1, axis.days / zooms[zoom]);
  const today = place(axis, one.today);
  useEffect(() => {
    const box = frame.current;
    // Nearer, one sees what lies around today.
    if (box && zoom !== "cycle") box.scrollLeft = today * box.scrollWidth - box.clientWidth / 3;
  }, [zoom, today]);
  const lanes = one.dates.filter(({ what }) => shown.includes(what));
  return (
    <Section
      title={m.timeline_title()}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={m.timeline_zoom()}
          value={zoom}
          onChange={(value) => setZoom(value as Zoom)}
          data={[
            { value: "cycle", label: m.timeline_cycle() },
            { value: "year", label: m.timeline_year() },
            { value: "quarter", label: m.timeline_quarter() },
            { value: "week", label: m.timeline_weeks() },
          ]}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard has to reach. */}
      <section ref={frame} className={classes.frame} aria-label={m.timeline_title()} tabIndex={0}>
        <div className={classes.track} style={{ width: `${width * 100}%` }}>
          <div className={classes.head} aria-hidden="true">
            {ticks(axis, zoom).map((day) => (
              <span key={day} className={classes.tick} style={at(place(axis, day))}>
                {tickWords(day, zoom)}
              </span>
            ))}
          </div>
          <span className={classes.today} style={at(today)} aria-hidden="true" />
          <Validity axis={axis} one={one} />
          <ul className={classes.lanes}>
            <li className={classes.lane}>
              <span className={classes.label}>{m.visits()}</span>
              {one.visits.map((visit) => (
                <span
                  key={visit.id}
                  className={classes.visit}
                  data-tone={visitStates[visit.state].tone}
                  style={bar(axis, visit.begins, visit.ends)}
                  title={`${phases[visit.phase]()}, ${formatDate(visit.begins)}: ${visitStates[visit.state].label()}`}
                />
              ))}
            </li>
            {lanes.map((date) => (
              <Lane key={keyOf(date)} axis={axis} date={date} />
            ))}
          </ul>
        </div>
      </section>
      <p className={classes.legend}>{m.timeline_legend()}</p>
    </Section>
  );
}

function Validity({ axis, one }: { axis: Axis; one: Certification }) {
  if (!one.effective || !one.expiry) return null;
  return (
    <div className={classes.lane}>
      <span className={classes.label}>{m.timeline_validity()}</span>
      <span
        className={classes.validity}
        data-halted={one.state === "suspended"}
        style={bar(axis, one.effective, one.expiry)}
        title={m.date_span({ from: formatDate(one.effective), until: formatDate(one.expiry) })}
      />
    </div>
  );
}

function Lane({ axis, date }: { axis: Axis; date: CycleDate }) {
  const { what, year, earliest, target, latest, standing, met } = date;
  const look = standings[standing];
  const words = `${cycleDateWords(what, year)}: ${look.label()}, ${formatDate(latest)}`;
  return (
    <li className={classes.lane} title={words}>
      <span className={classes.label}>{cycleDateWords(what, year)}</span>
      <span className={classes.window} data-tone={look.tone} style={bar(axis, earliest ?? latest, latest)} />
      {target && !met && <span className={classes.target} style={at(place(axis, target))} />}
      {met && <span className={classes.met} style={at(place(axis, met))} />}
      <span className={classes.limit} data-tone={look.tone} style={at(place(axis, latest))} />
    </li>
  );
}

const at = (share: number) => ({ insetInlineStart: `${share * 100}%` });

function bar(axis: Axis, from: string, until: string) {
  const { left, width } = stretch(axis, from, until);
  return { insetInlineStart: `${left * 100}%`, width: `${width * 100}%` };
}

const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

function tickWords(day: string, zoom: Zoom): string {
  if (zoom === "week") return formatDate(day);
  const name = month.format(Date.parse(`${day}T00:00:00Z`));
  return zoom === "cycle" || day.slice(5, 7) === "01" ? `${name} ${day.slice(0, 4)}` : name;
}
