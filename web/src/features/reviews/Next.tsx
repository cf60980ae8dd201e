import { Button, Group, Modal } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Organisation, ReviewCycle } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { recurrenceWords } from "~/lib/recurrence.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { PersonName } from "~/ui/Face.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { StateMark, StateShape } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useReviewSteps } from "./changes.ts";
import { PutOff } from "./PutOff.tsx";
import classes from "./Reviews.module.css";
import { overdue, stale } from "./view.ts";

const HoldDialog = lazy(() => import("./HoldDialog.tsx").then((file) => ({ default: file.HoldDialog })));
const CycleDialog = lazy(() => import("./CycleDialog.tsx").then((file) => ({ default: file.CycleDialog })));

interface Props {
  organisation: Organisation;
  id: string;
  reference: string;
  cycle: ReviewCycle;
}

/** The next review: when, by whom, in which rhythm, and what can be done about it. */
export function Next({ organisation, id, reference, cycle }: Props) {
  const { slug, me, today } = organisation;
  const [asking, setAsking] = useState<"note" | "change" | "waive" | "stop" | null>(null);
  const { hold, revise, waive, end } = useReviewSteps(slug, id);
  const manages = may(me, "manage_reviews");
  const close = () => setAsking(null);
  const rhythm = recurrenceWords(cycle.recurrence, m.review_from_holding);
  const said = (words: (inputs: { date: string }) => string) => (after: { cycle: ReviewCycle | null }) => {
    close();
    if (after.cycle) notifySaved(words({ date: formatDate(after.cycle.due) }));
  };
  const stopped = () => {
    close();
    notifySaved(m.review_stopped_now({ reference }));
  };
  return (
    <>
      <Facts cycle={cycle} today={today} rhythm={rhythm} />
      <Group gap="xs">
        {may(me, "hold_review", cycle.responsible?.id ?? null) && (
          <Button size="xs" onClick={() => setAsking("note")}>
            {m.review_note()}
          </Button>
        )}
        {manages && (
          <>
            <Button size="xs" variant="default" onClick={() => setAsking("change")}>
              {m.review_change()}
            </Button>
            <PutOff
              organisation={organisation}
              id={id}
              kind="review"
              due={cycle.due}
              label={m.review_put_off()}
              size="xs"
            />
            <Button size="xs" variant="default" onClick={() => setAsking("waive")}>
              {m.review_waive()}
            </Button>
            <Button size="xs" variant="default" onClick={() => setAsking("stop")}>
              {m.review_stop()}
            </Button>
          </>
        )}
      </Group>
      <Suspense>
        {asking === "note" && (
          <HoldDialog
            title={m.review_note_title({ reference })}
            rhythm={rhythm}
            today={today}
            error={hold.error}
            pending={hold.isPending}
            onClose={close}
            onHold={(review) => hold.mutate(review, { onSuccess: said(m.review_held) })}
          />
        )}
        {asking === "change" && (
          <CycleDialog
            organisation={organisation}
            title={m.review_change_title({ reference })}
            cycle={cycle}
            error={revise.error}
            pending={revise.isPending}
            onClose={close}
            onChange={(change) => revise.mutate(change, { onSuccess: said(m.review_saved) })}
          />
        )}
      </Suspense>
      {asking === "waive" && (
        <ReasonDialog
          title={m.review_waive()}
          explanation={m.review_waive_why({ date: formatDate(cycle.due) })}
          error={waive.error}
          pending={waive.isPending}
          onClose={close}
          onGive={(reason) => waive.mutate(reason, { onSuccess: said(m.review_waived_now) })}
        />
      )}
      {asking === "stop" && (
        <Modal opened onClose={close} title={m.review_stop_title({ reference })}>
          <FailureNotice error={end.error} />
          <p className={classes.why}>{m.review_stop_why()}</p>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={close}>
              {m.back()}
            </Button>
            <Button loading={end.isPending} onClick={() => end.mutate(undefined, { onSuccess: stopped })}>
              {m.review_stop()}
            </Button>
          </Group>
        </Modal>
      )}
    </>
  );
}

function Facts({ cycle, today, rhythm }: { cycle: ReviewCycle; today: string; rhythm: string }) {
  const { due, reviewer, responsible, approver, postponed_from } = cycle;
  return (
    <dl className={classes.facts}>
      <Fact label={m.review_next()}>
        {cycle.overdue && <StateShape look={overdue} />}
        <DueDate due={due} today={today} />
        {postponed_from && (
          <span className={text.soft}>{m.review_postponed_from({ date: formatDate(postponed_from) })}</span>
        )}
        {cycle.stale && <StateMark look={stale} />}
      </Fact>
      <Fact label={m.reviewer()}>
        {reviewer ? (
          <PersonName person={reviewer} />
        ) : responsible ? (
          m.review_reviewer_found({ name: responsible.name })
        ) : (
          m.review_reviewer_none()
        )}
      </Fact>
      <Fact label={m.review_approver()}>
        {approver ? <PersonName person={approver} /> : m.review_approver_none()}
      </Fact>
      <Fact label={m.review_rhythm()}>{rhythm}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
