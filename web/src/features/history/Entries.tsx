import { Button } from "@mantine/core";
import { IconPointFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Organisation, TrailEntry } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { actorWords } from "~/lib/happenings.ts";
import { humanise } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Timeline } from "~/ui/Timeline.tsx";
import { Compare } from "./Compare.tsx";
import { saidWords } from "./said.ts";
import classes from "./Trail.module.css";
import { didWords } from "./words.ts";

interface Props {
  organisation: Organisation;
  entries: TrailEntry[];
  /** Shows only what is about this thing. */
  onSubject: (id: string) => void;
}

const pages: Record<string, "/o/$org/tasks/$id" | "/o/$org/controls/$id" | "/o/$org/evidence/$id"> = {
  task: "/o/$org/tasks/$id",
  control: "/o/$org/controls/$id",
  requirement: "/o/$org/controls/$id",
  evidence: "/o/$org/evidence/$id",
};

/** Each entry in a sentence, what it was about, and what it changed. */
export function Entries({ organisation, entries, onSubject }: Props) {
  const { slug: org, zone } = organisation;
  return (
    <Timeline
      label={m.nav_trail()}
      moments={entries.map((entry) => ({
        id: `${entry.seq}`,
        mark: <IconPointFilled size={14} className={classes.point} aria-hidden="true" />,
        title: <Sentence org={org} entry={entry} />,
        when: m.trail_when({ seq: entry.seq, at: formatInstant(entry.at, zone) }),
        body: <Said org={org} zone={zone} entry={entry} onSubject={onSubject} />,
      }))}
    />
  );
}

function Sentence({ org, entry }: { org: string; entry: TrailEntry }) {
  const { about, named } = entry;
  const to = about && pages[about.kind];
  return (
    <>
      {actorWords(entry)}{" "}
      <span className={classes.did}>{didWords[entry.kind]?.() ?? humanise(entry.kind)}</span>
      {about && ": "}
      {about &&
        (to ? (
          <Link to={to} params={{ org, id: about.id }} className={classes.about}>
            {about.reference} {about.title}
          </Link>
        ) : (
          `${about.reference} ${about.title}`
        ))}
      {!about && named.length > 0 && `: ${named.map(({ name }) => name).join(", ")}`}
    </>
  );
}

function Said({
  org,
  zone,
  entry,
  onSubject,
}: { org: string; zone: string } & { entry: TrailEntry } & Pick<Props, "onSubject">) {
  const { about, version } = entry;
  const said = saidWords(entry);
  return (
    <>
      {said && <p className={classes.said}>{said}</p>}
      {about && (
        <div className={classes.steps}>
          {version && version > 1 && (
            <Compare
              org={org}
              id={about.id}
              zone={zone}
              version={version}
              title={m.trail_entry({ seq: entry.seq })}
            />
          )}
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={m.trail_only({ title: about.title })}
            onClick={() => onSubject(about.id)}
          >
            {m.trail_only_this()}
          </Button>
        </div>
      )}
    </>
  );
}
