import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HistoryEntry } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { eventWords } from "~/lib/happenings.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import classes from "./Compare.module.css";
import { Differences } from "./Differences.tsx";
import { differenceQuery } from "./queries.ts";

interface Place {
  org: string;
  id: string;
  zone: string;
}

/** What a version says that the one before did not; looked up when somebody asks. */
export function Compare({ version, title, ...place }: Place & { version: number; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-expanded={open}
        aria-label={m.difference_of({ title, version })}
        onClick={() => setOpen(!open)}
      >
        {open ? m.difference_hide() : m.difference_show()}
      </Button>
      {open && <Between {...place} from={version - 1} to={version} />}
    </>
  );
}

/** Any two of the versions that are shown. */
export function CompareTwo({ entries, ...place }: Place & { entries: HistoryEntry[] }) {
  const [open, setOpen] = useState(false);
  const latest = entries[0]?.version ?? 1;
  const [from, setFrom] = useState(entries.at(-1)?.version ?? 1);
  const [to, setTo] = useState(latest);
  const data = entries.map((entry) => ({
    value: String(entry.version),
    label: m.version_label({
      version: entry.version,
      event: eventWords(entry.event),
      at: formatInstant(entry.at, place.zone),
    }),
  }));
  if (!open) {
    return (
      <Button variant="default" size="compact-sm" mb="md" onClick={() => setOpen(true)}>
        {m.compare_two()}
      </Button>
    );
  }
  return (
    <section className={classes.two} aria-label={m.compare_two()}>
      <div className={classes.choice}>
        <NativeSelect
          label={m.compare_earlier()}
          value={String(from)}
          data={data}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
        />
        <NativeSelect
          label={m.compare_later()}
          value={String(to)}
          data={data}
          onChange={(event) => setTo(Number(event.currentTarget.value))}
        />
        <Button variant="subtle" onClick={() => setOpen(false)}>
          {m.close()}
        </Button>
      </div>
      {from === to ? (
        <p className={classes.none}>{m.difference_none()}</p>
      ) : (
        <Between {...place} from={from} to={to} />
      )}
    </section>
  );
}

function Between({ org, id, from, to }: Place & { from: number; to: number }) {
  const found = useQuery(differenceQuery(org, id, from, to));
  if (found.isPending) return <LoadingLines lines={2} />;
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => found.refetch()} />;
  const { fields } = found.data;
  if (fields.length === 0) return <p className={classes.none}>{m.difference_none()}</p>;
  return <Differences fields={fields} />;
}
