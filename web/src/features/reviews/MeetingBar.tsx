import { Button, Group, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { ReviewRow } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { useMeeting } from "./changes.ts";
import classes from "./MeetingBar.module.css";

const HoldDialog = lazy(() => import("./HoldDialog.tsx").then((file) => ({ default: file.HoldDialog })));

/** As many as one meeting takes. */
const MOST = 100;

interface Props {
  org: string;
  today: string;
  chosen: ReviewRow[];
  onClear: () => void;
}

/** What can be done with what is chosen: note that it was reviewed together, all of it or none. */
export function MeetingBar({ org, today, chosen, onClear }: Props) {
  const [asking, setAsking] = useState(false);
  const meeting = useMeeting(org);
  const count = chosen.length;
  const held = () => {
    setAsking(false);
    onClear();
    notifySaved(m.review_meeting_held({ count }));
  };
  return (
    <section className={classes.bar} aria-label={m.review_meeting()}>
      <Group gap="sm">
        <Text fw={600} size="sm" role="status" className="tabular">
          {m.bulk_chosen({ count })}
        </Text>
        <Button size="xs" disabled={count > MOST} onClick={() => setAsking(true)}>
          {m.review_meeting()}
        </Button>
        {count > MOST && (
          <Text size="sm" c="dimmed">
            {m.review_meeting_most()}
          </Text>
        )}
        <Button size="xs" variant="subtle" onClick={onClear}>
          {m.bulk_clear()}
        </Button>
      </Group>
      <Suspense>
        {asking && (
          <HoldDialog
            title={m.review_meeting_title()}
            explanation={m.review_meeting_why({ count })}
            rhythm={m.review_meeting_rhythm()}
            today={today}
            error={meeting.error}
            pending={meeting.isPending}
            onClose={() => setAsking(false)}
            onHold={(review) =>
              meeting.mutate({ subjects: chosen.map(({ id }) => id), review }, { onSuccess: held })
            }
          />
        )}
      </Suspense>
    </section>
  );
}
