import { Button } from "@mantine/core";
import type { Organisation, Review } from "~/api/client.ts";
import { dayOf, formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import { type Moment, Timeline } from "~/ui/Timeline.tsx";
import text from "~/ui/text.module.css";
import { useReviewSteps } from "./changes.ts";
import classes from "./Reviews.module.css";
import { outcomes, unapproved } from "./view.ts";

interface Props {
  organisation: Organisation;
  id: string;
  reviews: Review[];
}

/** What came of each review, the latest first. */
export function Records({ organisation, id, reviews }: Props) {
  const { slug, me, zone } = organisation;
  const { approve } = useReviewSteps(slug, id);
  if (reviews.length === 0) return null;
  const moment = (review: Review): Moment => ({
    id: review.id,
    mark: <StateShape look={outcomes[review.outcome]} />,
    title: <StateMark look={outcomes[review.outcome]} bare />,
    when: (review.meeting ? m.review_in_meeting : m.review_by_on)({
      name: review.by.name,
      date: formatDate(review.on),
    }),
    body: (
      <>
        <Said label={m.review_changes()} words={review.changes} />
        <Said label={m.review_looked_at()} words={review.note} />
        {review.approved_by && review.approved_at && (
          <p className={text.said}>
            {m.review_approved_by({
              name: review.approved_by.name,
              date: formatDate(dayOf(review.approved_at, zone)),
            })}
          </p>
        )}
        {review.waits_for_approval && (
          <p className={text.said}>
            <StateMark look={unapproved} />
          </p>
        )}
        {review.waits_for_approval && may(me, "manage_reviews") && review.by.id !== me.person_id && (
          <Button
            mt={6}
            size="xs"
            loading={approve.isPending && approve.variables === review.id}
            onClick={() =>
              approve.mutate(review.id, { onSuccess: () => notifySaved(m.review_approved_now()) })
            }
          >
            {m.review_approve()}
          </Button>
        )}
      </>
    ),
  });
  return (
    <>
      <p className={classes.part}>{m.review_records()}</p>
      <FailureNotice error={approve.error} />
      <Timeline label={m.review_records()} moments={reviews.map(moment)} />
    </>
  );
}

function Said({ label, words }: { label: string; words: string }) {
  if (!words) return null;
  return (
    <p className={text.said}>
      <span className={classes.label}>{label}: </span>
      {words}
    </p>
  );
}
