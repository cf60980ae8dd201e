import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CertificateStep } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { decides } from "./view.ts";

interface Props {
  step: CertificateStep;
  /** The last day of a certificate that is renewed in time, where it is. */
  renewed: string | undefined;
  errors: Record<string, string>;
}

/** How what was found stands, and what is on the certificate. */
export function DecisionFields({ step, renewed, errors }: Props) {
  const [majors, setMajors] = useState(step === "repeat_stage_2" ? "open" : "none");
  return (
    <>
      <NativeSelect
        name="majors"
        label={m.step_majors()}
        value={majors}
        data={[
          { value: "none", label: m.majors_none() },
          { value: "verified", label: m.majors_verified() },
          { value: "open", label: m.majors_open() },
        ]}
        onChange={(event) => setMajors(event.currentTarget.value)}
        error={errors.majors}
      />
      {majors === "verified" && (
        <TextInput
          name="majors_verified"
          type="date"
          label={m.step_majors_verified()}
          required
          withAsterisk={false}
          error={errors.majors_verified}
        />
      )}
      {step !== "repeat_stage_2" && <Checkbox name="plans_accepted" label={m.step_plans_accepted()} />}
      {decides(step) && (
        <>
          <TextInput
            name="effective"
            type="date"
            label={m.step_effective()}
            description={m.step_effective_why()}
            error={errors.effective}
          />
          <TextInput
            name="expiry"
            type="date"
            label={m.certificate_last_day()}
            description={renewed ? m.step_expiry_renewed_why() : m.step_expiry_why()}
            defaultValue={renewed ?? ""}
            error={errors.expiry}
          />
        </>
      )}
    </>
  );
}
