import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { useRetry } from "./changes.ts";
import classes from "./Operator.module.css";
import { jobsQuery } from "./queries.ts";
import { Turned } from "./Turned.tsx";
import { moment } from "./words.ts";

/** Jobs that did not work, with why, and the way to try them again. */
export default function JobsPart({ waiting }: { waiting: boolean }) {
  const navigate = useNavigate();
  const list = useInfiniteQuery(jobsQuery(waiting));
  const retry = useRetry();
  const again = waiting ? m.operator_no_jobs_waiting : m.operator_no_jobs_dead;
  return (
    <>
      <PageHeading title={m.operator_jobs()} below={m.operator_jobs_why()} />
      <SegmentedControl
        mb="md"
        aria-label={m.operator_jobs()}
        value={waiting ? "waiting" : "dead"}
        data={[
          { value: "dead", label: m.operator_jobs_given_up() },
          { value: "waiting", label: m.operator_jobs_tried_again() },
        ]}
        onChange={(next) =>
          void navigate({
            to: "/operator",
            search: { part: "jobs", ...(next === "waiting" && { waiting: true }) },
          })
        }
      />
      <FailureNotice error={retry.error} />
      <Turned
        list={list}
        label={m.operator_jobs()}
        nothing={{ title: again(), text: m.operator_no_jobs_text() }}
      >
        {({ id, kind, organisation, attempts, reason, given_up_at, due_at }) => (
          <>
            <span className={classes.what}>
              <span className={classes.name}>{kind.replaceAll("_", " ")}</span>{" "}
              <span className={text.reference}>{organisation ?? m.operator_own_job()}</span>
              <br />
              {reason ?? m.operator_no_reason()}
              <br />
              <span className={text.soft}>
                {m.operator_tried({ count: attempts })}
                {given_up_at && ` ${m.operator_given_up({ at: moment(given_up_at) })}`}
                {!given_up_at && due_at && ` ${m.operator_next_try({ at: moment(due_at) })}`}
              </span>
            </span>
            {given_up_at && (
              <Button
                size="compact-sm"
                variant="default"
                loading={retry.isPending && retry.variables === id}
                aria-label={m.operator_retry_named({ kind: kind.replaceAll("_", " ") })}
                onClick={() => retry.mutate(id, { onSuccess: () => notifySaved(m.operator_retried()) })}
              >
                {m.try_again()}
              </Button>
            )}
          </>
        )}
      </Turned>
    </>
  );
}
