import { Button } from "@mantine/core";
import { IconPointFilled } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { HistoryEntry } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { actorWords, eventWords } from "~/lib/happenings.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { ThingChip } from "~/ui/ThingChip.tsx";
import { Timeline } from "~/ui/Timeline.tsx";
import { Compare, CompareTwo } from "./Compare.tsx";
import classes from "./History.module.css";
import { historyQuery, type Subject } from "./queries.ts";
import { fieldWords, valueWords } from "./view.ts";

interface Props {
  org: string;
  subject: Subject;
  id: string;
  zone: string;
}

/** Who changed what and when, newest first. */
export function History({ org, subject, id, zone }: Props) {
  const history = useInfiniteQuery(historyQuery(org, subject, id));
  if (history.isPending) return <LoadingLines lines={4} />;
  if (history.isError) return <FailureNotice error={history.error} onRetry={() => history.refetch()} />;
  const entries = history.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <p className={classes.none}>{m.history_empty()}</p>;
  // A link made no version that could be compared.
  const versions = entries.filter((entry) => !entry.linked);
  return (
    <>
      {versions.length > 1 && <CompareTwo org={org} id={id} zone={zone} entries={versions} />}
      <Timeline
        label={m.history()}
        moments={entries.map((entry) => ({
          id: `${entry.version}-${entry.at}-${entry.event}-${entry.linked?.id ?? ""}`,
          mark: <IconPointFilled size={14} className={classes.point} aria-hidden="true" />,
          title: eventWords(entry.event),
          when: m.by_at({ name: actorWords(entry), at: formatInstant(entry.at, zone) }),
          body: (
            <>
              {entry.linked && <ThingChip org={org} thing={entry.linked} />}
              <Changes changes={entry.changes} />
              {entry.changes.length > 0 && (
                <Compare
                  org={org}
                  id={id}
                  zone={zone}
                  version={entry.version}
                  title={eventWords(entry.event)}
                />
              )}
            </>
          ),
        }))}
      />
      {history.hasNextPage && (
        <Button
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => history.fetchNextPage()}
        >
          {m.show_more()}
        </Button>
      )}
    </>
  );
}

function Changes({ changes }: { changes: HistoryEntry["changes"] }) {
  if (changes.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className={classes.field}>{fieldWords(field)}</span> <del>{valueWords(field, from)}</del>
          <span aria-hidden="true"> → </span>
          <ins>{valueWords(field, to)}</ins>
        </li>
      ))}
    </ul>
  );
}
