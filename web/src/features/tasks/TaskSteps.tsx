import { Button, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, Task, TaskAction } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { taskStates } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { ToEvidence } from "~/ui/ToEvidence.tsx";
import { subjectEvidenceQuery } from "../evidence/queries.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { useTaskStep } from "./changes.ts";
import { EVIDENCE_FIELD } from "./Evidence.tsx";
import classes from "./TaskSteps.module.css";
import { allowedSteps, hasEvidence, isSlip, nextStep, openItems, stepWords } from "./view.ts";

/** Where the task stands, the one step that makes sense next, and the others in a menu. */
export function TaskSteps({ organisation, task }: { organisation: Organisation; task: Task }) {
  const { slug, me } = organisation;
  const { change, pending, error, conflict, takeBack } = useTaskStep(slug, task.id);
  const [asking, setAsking] = useState<"cancel" | "reopen" | null>(null);
  const steps = allowedSteps(task, me);
  const next = nextStep(task, steps);
  const files = useQuery({ ...subjectEvidenceQuery(slug, task.id), enabled: may(me, "read_evidence") });
  const hasFile = files.data?.items.some(({ evidence }) => evidence.state === "current") ?? false;
  const needsEvidence = next === "submit" && task.evidence_required && !hasEvidence(task) && !hasFile;
  const others = steps.filter((step) => step !== next);
  const take = (action: TaskAction, reason?: string, following = false) =>
    change({
      body: {
        action: action === "reopen" && task.state === "ready_for_review" ? "send_back" : action,
        ...(reason && { reason }),
        following,
      },
      words: stepWords(action, task.state),
      done: (after) => {
        setAsking(null);
        const state = taskStates[after.state].label();
        const next = after.repeated_by;
        // What comes back does so the first time it ends.
        const comesBack = next && !task.repeated_by;
        notifySaved(
          comesBack ? m.state_now_next({ state, reference: next.reference }) : m.state_now({ state }),
          isSlip(task, action) ? () => takeBack(after) : undefined,
        );
      },
    });
  const choose = (action: TaskAction) =>
    action === "cancel" || action === "reopen" ? setAsking(action) : take(action);
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={error} action={<ToEvidence error={error} />} />}
      <div className={classes.steps}>
        <StateMark look={taskStates[task.state]} />
        <Group gap="xs">
          {needsEvidence ? (
            <Button onClick={() => document.getElementById(EVIDENCE_FIELD)?.focus()}>
              {m.add_evidence()}
            </Button>
          ) : (
            next && (
              <Button loading={pending} onClick={() => choose(next)}>
                {stepWords(next, task.state)}
              </Button>
            )
          )}
          {others.length > 0 && (
            <Menu position="bottom-start" width={220}>
              <Menu.Target>
                <Button variant="default" aria-label={m.more_steps()} px="xs">
                  <IconDots size={18} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((step) => (
                  <Menu.Item key={step} onClick={() => choose(step)}>
                    {stepWords(step, task.state)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
        {needsEvidence && <span className={classes.hint}>{m.evidence_needed_hint()}</span>}
        {openItems(task) > 0 && (steps.includes("complete") || steps.includes("submit")) && (
          <span className={classes.hint}>
            {m.checklist_open({ open: openItems(task), count: task.items })}
          </span>
        )}
        {task.state === "ready_for_review" && task.reviewer && (
          <span className={classes.hint}>{m.waits_for_reviewer({ name: task.reviewer.name })}</span>
        )}
        {task.cancel_reason && (
          <span className={classes.hint}>{m.cancelled_because({ reason: task.cancel_reason })}</span>
        )}
      </div>
      {asking === "cancel" && task.recurs ? (
        <CancelDialog
          error={error}
          pending={pending}
          onClose={() => setAsking(null)}
          onGive={(reason, following) => take("cancel", reason, following)}
        />
      ) : asking ? (
        <ReasonDialog
          title={stepWords(asking, task.state)}
          explanation={asking === "cancel" ? m.cancel_reason_why() : m.reopen_reason_why()}
          error={error}
          pending={pending}
          onClose={() => setAsking(null)}
          onGive={(reason) => take(asking, reason)}
        />
      ) : null}
    </>
  );
}
