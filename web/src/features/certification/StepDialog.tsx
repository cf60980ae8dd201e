import { Checkbox } from "@mantine/core";
import { useState } from "react";
import type { CertificateStep, Certification, StepOnCertificate } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { DecisionFields } from "./DecisionFields.tsx";
import { StepForm } from "./StepForm.tsx";
import { TransferFields } from "./TransferFields.tsx";
import { decides, parties, stepWords } from "./view.ts";

interface Props {
  org: string;
  certification: Certification;
  step: CertificateStep;
  today: string;
  error: unknown;
  pending: boolean;
  onTake: (step: StepOnCertificate) => void;
  onClose: () => void;
}

/** A step on the certificate, and what else it is told. */
export function StepDialog({ org, certification, step, today, error, pending, onTake, onClose }: Props) {
  const [until, setUntil] = useState<string | null>(null);
  const errors = fieldErrors(error);
  const possible = certification.steps.find((one) => one.step === step);
  // What was renewed in time lasts three years longer than it did, as its page said all along.
  const renewed =
    step === "recertify"
      ? certification.dates.find(({ what }) => what === "renewed_expiry")?.latest
      : undefined;
  const asksFindings = decides(step) || step === "transfer" || step === "repeat_stage_2";
  const take = (on: string, reason: string, form: FormData) => {
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const date = (name: string) => read(name) || null;
    onTake({
      step,
      on,
      reason,
      body: read("body"),
      verified: form.has("verified"),
      accredited: form.has("accredited"),
      plans_accepted: form.has("plans_accepted"),
      ...(asksFindings && {
        majors: read("majors") as NonNullable<StepOnCertificate["majors"]>,
        majors_verified: date("majors_verified"),
      }),
      ...(decides(step) && { effective: date("effective"), expiry: date("expiry") }),
      ...(step === "suspend" && { until }),
    });
  };
  return (
    <StepForm
      title={stepWords[step]()}
      hint={possible && parties[possible.party]()}
      label={decides(step) ? m.certificate_decision() : m.step_day()}
      today={today}
      needsReason={possible?.needs_reason ?? false}
      error={error}
      pending={pending}
      onTake={take}
      onClose={onClose}
    >
      {step === "transfer" && <TransferFields org={org} certification={certification.id} errors={errors} />}
      {asksFindings && <DecisionFields step={step} renewed={renewed} errors={errors} />}
      {step === "suspend" && (
        <DateField
          label={m.step_until()}
          value={until}
          today={today}
          min={today}
          eager
          onCommit={setUntil}
          error={errors.until}
        />
      )}
      {step === "reinstate" && <Checkbox name="verified" label={m.step_verified()} />}
    </StepForm>
  );
}
