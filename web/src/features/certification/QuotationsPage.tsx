import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Quotation, QuotationStepName } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Comparison } from "./Comparison.tsx";
import { QuotationDialog } from "./QuotationDialog.tsx";
import { QuotationStep } from "./QuotationStep.tsx";
import classes from "./Quotations.module.css";
import { certificationQuery, quotationsQuery } from "./queries.ts";
import { isPending, latestChoice } from "./quotations.ts";

type Asking =
  | { about: Quotation | null; offers: boolean }
  | { about: Quotation; step: QuotationStepName }
  | null;

/** Who was asked to certify, what each offers over three years, who was chosen and why. */
export function QuotationsPage({ org, id }: { org: string; id: string }) {
  const { today } = useOrganisation(org);
  const { data: one } = useSuspenseQuery(certificationQuery(org, id));
  const { data } = useSuspenseQuery(quotationsQuery(org, id));
  const [asking, setAsking] = useState<Asking>(null);
  const { items } = data;
  const manages = !one.aside && one.state !== "transferred";
  const decided = latestChoice(items);
  const ask = manages && (
    <Button onClick={() => setAsking({ about: null, offers: false })}>{m.quotation_ask()}</Button>
  );
  const dialog = { org, certification: id, today, onClose: () => setAsking(null) };
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
          onTell={(about, offers) => setAsking({ about, offers })}
          onStep={(about, step) => setAsking({ about, step })}
        />
      ) : (
        <EmptyState title={m.quotations_empty_title()} action={ask}>
          <p>{m.quotations_empty_text()}</p>
        </EmptyState>
      )}
      {asking && "offers" in asking && (
        <QuotationDialog
          {...dialog}
          bodies={data.bodies.filter((body) => !items.some((each) => isPending(each, body.id)))}
          quotation={asking.about}
          offersFirst={asking.offers}
        />
      )}
      {asking && "step" in asking && (
        <QuotationStep {...dialog} quotation={asking.about} step={asking.step} />
      )}
    </>
  );
}
