import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { useReviewSteps } from "./changes.ts";
import { Next } from "./Next.tsx";
import { Postponements } from "./Postponements.tsx";
import { reviewsOfQuery } from "./queries.ts";
import { Records } from "./Records.tsx";
import classes from "./Reviews.module.css";

interface Props {
  organisation: Organisation;
  id: string;
  reference: string;
}

/** When and by whom a thing is reviewed, what came of it, and what was put off. */
export function Reviews({ organisation, id, reference }: Props) {
  const { slug, me } = organisation;
  const reads = may(me, "read_reviews");
  const reviews = useQuery({ ...reviewsOfQuery(slug, id), enabled: reads });
  if (!reads) return null;
  const { data } = reviews;
  return (
    <Section title={m.reviews()}>
      {reviews.isPending && <LoadingLines lines={3} />}
      <FailureNotice error={reviews.error} onRetry={() => reviews.refetch()} />
      {data?.cycle && <Next organisation={organisation} id={id} reference={reference} cycle={data.cycle} />}
      {data && !data.cycle && (
        <NotYet organisation={organisation} id={id} stopped={data.reviews.length > 0} />
      )}
      {data && <Records organisation={organisation} id={id} reviews={data.reviews} />}
      {data && <Postponements zone={organisation.zone} items={data.postponements} />}
    </Section>
  );
}

function NotYet({ organisation, id, stopped }: Omit<Props, "reference"> & { stopped: boolean }) {
  const { slug, me } = organisation;
  const { revise } = useReviewSteps(slug, id);
  return (
    <>
      <p className={classes.why}>{stopped ? m.review_stopped() : m.review_not_yet()}</p>
      <FailureNotice error={revise.error} />
      {may(me, "manage_reviews") && (
        <Button
          variant="default"
          loading={revise.isPending}
          onClick={() =>
            revise.mutate(
              {},
              {
                onSuccess: ({ cycle }) =>
                  cycle && notifySaved(m.review_begun({ date: formatDate(cycle.due) })),
              },
            )
          }
        >
          {m.review_begin()}
        </Button>
      )}
    </>
  );
}
