import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Quotation, QuotationStepName } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Comparison } from "./Comparison.tsx";
import { QuotationDialog } from "./QuotationDialog.tsx";
import classes from "./Quotations.module.css";
import { certificationQuery, quotationsQuery } from "./queries.ts";
import { useDeciding, useTelling } from "./quotationChanges.ts";
import { isOpen, quotationSteps } from "./quotations.ts";
import { StepForm } from "./StepForm.tsx";

type Asking = { about: Quotation | null } | { about: Quotation; step: QuotationStepName } | null;

/** Who was asked to certify, what each offers over three years, who was chosen and why. */
export function QuotationsPage({ org, id }: { org: string; id: string }) {
  const { today } = useOrganisation(org);
  const { data: one } = useSuspenseQuery(certificationQuery(org, id));
  const { data } = useSuspenseQuery(quotationsQuery(org, id));
  const [asking, setAsking] = useState<Asking>(null);
  const telling = useTelling(org, id);
  const deciding = useDeciding(org, id);
  const { items } = data;
  const manages = !one.aside;
  const decided = items.find(({ state }) => state === "chosen");
  const conflict = telling.conflict ?? deciding.conflict;
  const ask = manages && <Button onClick={() => setAsking({ about: null })}>{m.quotation_ask()}</Button>;
  const close = () => setAsking(null);
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/certifications/$id" params={{ org, id }}>
            {one.reference} {one.title}
          </Link>
        }
        title={m.quotations()}
        below={m.quotations_why()}
        actions={items.length > 0 && ask}
      />
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={telling.error ?? deciding.error} />}
      {decided && (
        <div className={classes.decision} role="note">
          <p>{m.quotation_decided({ body: decided.body.name, date: formatDate(decided.since) })}</p>
          {decided.reason && <p className={classes.soft}>{decided.reason}</p>}
        </div>
      )}
      {items.length > 0 ? (
        <Comparison
          org={org}
          items={items}
          manages={manages}
          onTell={(about) => setAsking({ about })}
          onStep={(about, step) => setAsking({ about, step })}
        />
      ) : (
        <EmptyState title={m.quotations_empty_title()} action={ask}>
          <p>{m.quotations_empty_text()}</p>
        </EmptyState>
      )}
      {asking && !("step" in asking) && (
        <QuotationDialog
          org={org}
          bodies={data.bodies.filter(
            ({ id: body }) =>
              !items.some((each) => each.body.id === body && (isOpen(each) || each.state === "chosen")),
          )}
          quotation={asking.about}
          today={today}
          error={telling.error}
          pending={telling.pending}
          onClose={close}
          onSave={(said, name) =>
            telling.change({
              body: { quotation: asking.about?.id ?? null, said },
              words: name,
              done: () => {
                close();
                notifySaved(
                  said.offer
                    ? m.quotation_offer_saved({ body: name })
                    : m.quotation_asked_now({ body: name }),
                );
              },
            })
          }
        />
      )}
      {asking && "step" in asking && (
        <StepForm
          title={m.quotation_step_of({ step: quotationSteps[asking.step](), body: asking.about.body.name })}
          hint={hints[asking.step]?.()}
          label={m.step_day()}
          today={today}
          since={asking.about.since}
          needsReason={asking.step === "choose" || asking.step === "reconsider"}
          error={deciding.error}
          pending={deciding.pending}
          onClose={close}
          onTake={(on, reason) =>
            deciding.change({
              body: { quotation: asking.about.id, step: { step: asking.step, on, reason } },
              words: quotationSteps[asking.step](),
              done: () => {
                close();
                notifySaved(m.quotation_step_done({ body: asking.about.body.name }));
              },
            })
          }
        />
      )}
    </>
  );
}

const hints: Partial<Record<QuotationStepName, () => string>> = {
  choose: m.quotation_choose_why,
  reconsider: m.quotation_reconsider_why,
};
