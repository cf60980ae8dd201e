import { Button, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { Finding, FindingStepName, Organisation, StepOfFinding } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { findingStates } from "~/lib/findings.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import page from "./Certification.module.css";
import { useFindingStep } from "./findingChanges.ts";
import { StepForm } from "./StepForm.tsx";
import { findingSteps } from "./view.ts";

interface Props {
  organisation: Organisation;
  finding: Finding;
}

/** Where it stands, the step that usually follows, and the others in a menu. */
export function FindingSteps({ organisation, finding: one }: Props) {
  const [asking, setAsking] = useState<FindingStepName | null>(null);
  const { change, pending, error, conflict } = useFindingStep(organisation.slug, one.id);
  const mine = one.steps.filter(({ of_auditor }) => (of_auditor ? one.may.manage : one.may.answer));
  // What is closed stays so, as a rule.
  const next = one.state === "closed" ? undefined : usual(mine.map(({ step }) => step));
  const others = mine.map(({ step }) => step).filter((step) => step !== next);
  const asked = one.steps.find(({ step }) => step === asking);
  const take = (body: StepOfFinding) =>
    change({
      body,
      words: findingSteps[body.step](),
      done: (after) => {
        setAsking(null);
        notifySaved(m.state_now({ state: findingStates[after.state].label() }));
      },
    });
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={error} />}
      <div className={page.steps}>
        <StateMark look={findingStates[one.state]} />
        <span className={page.soft}>{m.certificate_since({ date: formatDate(one.since) })}</span>
        <Group gap="xs">
          {next && <Button onClick={() => setAsking(next)}>{findingSteps[next]()}</Button>}
          {others.length > 0 && (
            <Menu position="bottom-start" width={280}>
              <Menu.Target>
                <Button variant="default" aria-label={m.more_steps()} px="xs">
                  <IconDots size={18} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((step) => (
                  <Menu.Item key={step} onClick={() => setAsking(step)}>
                    {findingSteps[step]()}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </div>
      {one.reason && <p className={page.soft}>{m.certificate_because({ reason: one.reason })}</p>}
      {asking && (
        <StepForm
          title={findingSteps[asking]()}
          hint={asked?.of_auditor ? m.party_certification_body() : undefined}
          label={m.step_day()}
          today={organisation.today}
          since={one.since}
          needsReason={asked?.needs_reason ?? false}
          error={error}
          pending={pending}
          onTake={(on, reason) => take({ step: asking, on, reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** What usually follows: the answer, its acceptance, its end. */
const usual = (steps: FindingStepName[]) =>
  (["answer", "accept", "close", "uphold"] as const).find((step) => steps.includes(step));
