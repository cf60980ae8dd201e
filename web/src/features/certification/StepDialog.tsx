import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { CertificateStep, Certification, StepOnCertificate } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { DecisionFields } from "./DecisionFields.tsx";
import { decides, parties, stepWords } from "./view.ts";

interface Props {
  certification: Certification;
  step: CertificateStep;
  today: string;
  error: unknown;
  pending: boolean;
  onTake: (step: StepOnCertificate) => void;
  onClose: () => void;
}

/** A step: on which day, why, and what else it is told. */
export function StepDialog({ certification, step, today, error, pending, onTake, onClose }: Props) {
  const [on, setOn] = useState<string | null>(today);
  const [until, setUntil] = useState<string | null>(null);
  const errors = fieldErrors(error);
  const possible = certification.steps.find((one) => one.step === step);
  const asksFindings = decides(step) || step === "transfer" || step === "repeat_stage_2";
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const date = (name: string) => read(name) || null;
    onTake({
      step,
      on: on ?? today,
      reason: read("reason"),
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
    <Modal opened onClose={onClose} title={stepWords[step]()}>
      <form onSubmit={send}>
        <Stack gap="sm">
          <FailureNotice error={error} />
          {possible && (
            <Text size="sm" c="dimmed">
              {parties[possible.party]()}
            </Text>
          )}
          <DateField
            label={decides(step) ? m.certificate_decision() : m.step_day()}
            value={on}
            today={today}
            max={today}
            eager
            required
            withAsterisk={false}
            onCommit={setOn}
            error={errors.on}
            data-autofocus
          />
          {step === "transfer" && (
            <>
              <TextInput
                name="body"
                label={m.step_new_body()}
                required
                withAsterisk={false}
                maxLength={200}
                error={errors.body}
              />
              <Checkbox name="accredited" label={m.step_accredited()} />
            </>
          )}
          {asksFindings && <DecisionFields step={step} errors={errors} />}
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
          {possible?.needs_reason && (
            <Textarea
              name="reason"
              label={m.reason()}
              required
              withAsterisk={false}
              autosize
              minRows={3}
              maxLength={2000}
              error={errors.reason}
            />
          )}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {m.back()}
            </Button>
            <Button type="submit" loading={pending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
