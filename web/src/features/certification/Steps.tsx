import { Button, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { CertificateStep, Certification, Organisation, StepOnCertificate } from "~/api/client.ts";
import { certificateStates } from "~/lib/certification.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Certification.module.css";
import { useAside, useCertificateStep } from "./changes.ts";
import { StepDialog } from "./StepDialog.tsx";
import { stepWords, usages } from "./view.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
  onChanged: (after: Certification) => void;
}

/** Where the certificate stands, the step that usually follows, and the others in a menu. */
export function Steps({ organisation, certification: one, onChanged }: Props) {
  const { slug, today } = organisation;
  const [asking, setAsking] = useState<CertificateStep | null>(null);
  const { change, pending, error, conflict } = useCertificateStep(slug, one.id);
  const aside = useAside(slug, one.id);
  const lapsed = one.expiry !== null && one.expiry < one.today;
  const steps = one.steps.map(({ step }) => step).filter((step) => step !== "expire" || lapsed);
  const next = steps.find((step) => step === usualStep(one, lapsed));
  const others = steps.filter((step) => step !== next);
  const usage = usages[one.usage];
  const take = (body: StepOnCertificate) =>
    change({
      body,
      words: stepWords[body.step](),
      done: (after) => {
        setAsking(null);
        onChanged(after);
        notifySaved(m.state_now({ state: certificateStates[after.state].label() }));
      },
    });
  const putAside = (wanted: boolean) =>
    aside.change({
      body: { aside: wanted },
      words: wanted ? m.certification_put_aside() : m.certification_take_back(),
      done: () => {
        const words = wanted ? m.certification_is_aside() : m.certification_is_back();
        notifySaved(words, () => aside.takeBack({ aside: wanted }, { aside: !wanted }));
      },
    });
  const failed = error ?? aside.error;
  const met = conflict ?? aside.conflict;
  return (
    <>
      {met && <ConflictNotice {...met} />}
      {!asking && <FailureNotice error={failed} />}
      <div className={classes.steps}>
        <StateMark look={certificateStates[one.state]} />
        {usage && <StateMark look={usage} />}
        {one.since && (
          <span className={classes.soft}>{m.certificate_since({ date: formatDate(one.since) })}</span>
        )}
        {one.may.manage && one.aside && (
          <Button variant="default" loading={aside.pending} onClick={() => putAside(false)}>
            {m.certification_take_back()}
          </Button>
        )}
        {one.may.manage && !one.aside && (
          <Group gap="xs">
            {next && <Button onClick={() => setAsking(next)}>{stepWords[next]()}</Button>}
            <Menu position="bottom-start" width={280}>
              <Menu.Target>
                <Button variant="default" aria-label={m.more_steps()} px="xs">
                  <IconDots size={18} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((step) => (
                  <Menu.Item key={step} onClick={() => setAsking(step)}>
                    {stepWords[step]()}
                  </Menu.Item>
                ))}
                {others.length > 0 && <Menu.Divider />}
                <Menu.Item onClick={() => putAside(true)}>{m.certification_put_aside()}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        )}
        {one.aside && <span className={classes.soft}>{m.certification_is_aside()}</span>}
      </div>
      {asking && (
        <StepDialog
          org={organisation.slug}
          certification={one}
          step={asking}
          today={today}
          error={error}
          pending={pending}
          onTake={take}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** What usually follows. Of what can be done to a certificate that is there, only its renewal, once that is due. */
function usualStep({ state, next, steps }: Certification, lapsed: boolean): CertificateStep | undefined {
  if (lapsed && steps.some(({ step }) => step === "expire")) return "expire";
  if (state !== "certified") return steps[0]?.step;
  return next?.what === "recertification_decision" ? "recertify" : undefined;
}
