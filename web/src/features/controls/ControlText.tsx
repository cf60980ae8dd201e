import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Control } from "~/api/client.ts";
import { humanise } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import classes from "./ControlText.module.css";

/** What the catalogue says about a requirement or control. */
export function Guidance({ control, evidence }: { control: Control; evidence: ReactNode }) {
  return (
    <>
      <Section title={m.guidance()}>
        <Prose text={control.guidance} />
      </Section>
      {evidence ?? <Lines title={m.typical_evidence()} lines={control.evidence} />}
      <Lines title={m.audit_questions()} lines={control.audit_questions} />
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={text.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

export function Facts({ org, control }: { org: string; control: Control }) {
  return (
    <>
      {control.related.length > 0 && (
        <Section title={m.related()}>
          <ul className={classes.chips}>
            {control.related.map((each) => (
              <li key={each.id}>
                <Link
                  to="/o/$org/controls/$id"
                  params={{ org, id: each.id }}
                  className={text.chip}
                  title={each.title}
                >
                  <span className={text.reference}>{each.reference}</span>
                  <span className={classes.chipTitle}>{each.title}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.about_this()}>
        <dl className={classes.facts}>
          <dt>{m.kind()}</dt>
          <dd>{control.kind === "requirement" ? m.kind_requirement_long() : m.kind_control_long()}</dd>
          <dt>{m.usual_owner()}</dt>
          <dd>{humanise(control.owner_role)}</dd>
          <dt>{m.may_be_excluded()}</dt>
          <dd>{control.excludable ? m.excludable_yes() : m.excludable_no()}</dd>
        </dl>
      </Section>
    </>
  );
}
