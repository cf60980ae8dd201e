import type { Quotation, QuotationStepName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useDeciding } from "./quotationChanges.ts";
import { quotationSteps } from "./quotations.ts";
import { StepForm } from "./StepForm.tsx";

interface Props {
  org: string;
  certification: string;
  quotation: Quotation;
  step: QuotationStepName;
  today: string;
  onClose: () => void;
}

const hints: Partial<Record<QuotationStepName, () => string>> = {
  choose: m.quotation_choose_why,
  reconsider: m.quotation_reconsider_why,
};

/** A decision about a quotation, over what somebody saw when they began to write why. */
export function QuotationStep({ org, certification, quotation, step, today, onClose }: Props) {
  const { change, begin, pending, error, conflict } = useDeciding(org, certification);
  const { name } = quotation.body;
  return (
    <StepForm
      title={m.quotation_step_of({ step: quotationSteps[step](), body: name })}
      hint={hints[step]?.()}
      label={m.step_day()}
      today={today}
      since={quotation.since}
      needsReason={step === "choose" || step === "reconsider"}
      error={error}
      pending={pending}
      onBegin={begin}
      onClose={onClose}
      onTake={(on, reason) =>
        change({
          body: { quotation: quotation.id, step: { step, on, reason } },
          words: quotationSteps[step](),
          done: () => {
            onClose();
            notifySaved(m.quotation_step_done({ body: name }));
          },
        })
      }
    >
      {conflict && <ConflictNotice {...conflict} />}
    </StepForm>
  );
}
