import { Button, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Quotation, QuotationStepName } from "~/api/client.ts";
import { bodyAside, doubts } from "~/lib/bodies.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./Quotations.module.css";
import { compare, isOpen, quotationStates, quotationSteps, stepsOf } from "./quotations.ts";

interface Props {
  org: string;
  items: Quotation[];
  manages: boolean;
  onTell: (one: Quotation, offers: boolean) => void;
  onStep: (one: Quotation, step: QuotationStepName) => void;
}

/** Quotations side by side: a column for each body, a line for each thing that one decides by. */
export function Comparison({ org, items, manages, onTell, onStep }: Props) {
  // One choice stands at a time, and not of a body that was put aside.
  const chosen = items.some(({ state }) => state === "chosen");
  const steps = (one: Quotation) =>
    stepsOf(one).filter((step) => step !== "choose" || (!chosen && !one.body.aside));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by its arrow keys
    <section className={classes.scroll} tabIndex={0} aria-label={m.quotations_compared()}>
      <table className={classes.table}>
        <VisuallyHidden component="caption">{m.quotations_compared()}</VisuallyHidden>
        <thead>
          <tr>
            <td />
            {items.map((one) => (
              <th key={one.id} scope="col">
                <Link to="/o/$org/bodies/$id" params={{ org, id: one.body.id }}>
                  {one.body.name}
                </Link>
                <span className={classes.soft}>{one.body.reference}</span>
                <StateMark look={quotationStates[one.state]} />
                {one.body.aside && <StateMark look={bodyAside} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compare(items).map(({ key, label, cells, least, strong }) => (
            <tr key={key} data-strong={strong || undefined}>
              <th scope="row">{label}</th>
              {items.map((one, place) => (
                <td key={one.id}>
                  {cells[place] ?? <None />}
                  {least[place] && <span className={classes.least}> {m.offer_least()}</span>}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{m.offer_to_ask()}</th>
            {items.map((one) => (
              <td key={one.id}>
                <ul className={classes.marks}>
                  {one.over && (
                    <li>
                      <StateMark look={{ label: m.offer_over, shape: "alert", tone: "amber" }} />
                    </li>
                  )}
                  {one.body.doubts.map((doubt) => (
                    <li key={doubt}>
                      <StateMark look={doubts[doubt]} />
                    </li>
                  ))}
                </ul>
                {!one.over && one.body.doubts.length === 0 && <None />}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{m.quotation_note()}</th>
            {items.map((one) => (
              <td key={one.id} className={classes.words}>
                {one.note || <None />}
                {one.state === "requested" && one.answer_by && (
                  <span className={classes.soft}>
                    {m.quotation_answer_wanted({ date: formatDate(one.answer_by) })}
                  </span>
                )}
                {one.reason && <span className={classes.soft}>{one.reason}</span>}
              </td>
            ))}
          </tr>
          {manages && (
            <tr>
              <th scope="row">{m.quotation_decide()}</th>
              {items.map((one) => (
                <td key={one.id}>
                  <div className={classes.steps}>
                    {isOpen(one) && !one.offer && (
                      <Button size="compact-sm" variant="light" onClick={() => onTell(one, true)}>
                        {m.quotation_note_offer()}
                        <VisuallyHidden> {one.body.name}</VisuallyHidden>
                      </Button>
                    )}
                    {isOpen(one) && (
                      <Button size="compact-sm" variant="default" onClick={() => onTell(one, false)}>
                        {m.quotation_change()}
                        <VisuallyHidden> {one.body.name}</VisuallyHidden>
                      </Button>
                    )}
                    {steps(one).map((step) => (
                      <Button
                        key={step}
                        size="compact-sm"
                        variant={step === "choose" ? "light" : "default"}
                        onClick={() => onStep(one, step)}
                      >
                        {quotationSteps[step]()}
                        <VisuallyHidden> {one.body.name}</VisuallyHidden>
                      </Button>
                    ))}
                  </div>
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

/** Nothing is said. */
function None() {
  return (
    <span className={classes.soft}>
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{m.nothing()}</VisuallyHidden>
    </span>
  );
}
