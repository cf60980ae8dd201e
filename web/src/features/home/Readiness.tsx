import { Link } from "@tanstack/react-router";
import type { Area } from "~/api/client.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Readiness.module.css";

const kinds = [
  { kind: "requirement", title: m.requirements_by_clause },
  { kind: "control", title: m.controls_by_area },
] as const;

/** Every requirement and control in one view, by clause and area; each cell leads to its page. */
export function Readiness({ org, areas }: { org: string; areas: Area[] }) {
  return (
    <div>
      {kinds.map(({ kind, title }) => (
        <Section key={kind} title={title()}>
          {areas
            .filter((area) => area.kind === kind)
            .map((area) => (
              <AreaRow key={area.area} org={org} area={area} />
            ))}
        </Section>
      ))}
    </div>
  );
}

function AreaRow({ org, area }: { org: string; area: Area }) {
  const met = area.items.filter(({ status }) => status === "implemented" || status === "verified").length;
  const name = `${area.area} ${area.title}`;
  return (
    <div className={classes.area}>
      <h3 className={classes.name}>
        <span className={classes.number}>{area.area}</span>
        <span>
          {area.title}
          <span className={classes.met}>{m.area_met({ met, total: area.items.length })}</span>
        </span>
      </h3>
      <ul className={classes.cells} aria-label={name}>
        {area.items.map((item) => {
          const look = controlStatuses[item.status];
          const label = m.cell_label({ reference: item.reference, title: item.title, status: look.label() });
          return (
            <li key={item.id}>
              <Link
                to="/o/$org/controls/$id"
                params={{ org, id: item.id }}
                className={classes.cell}
                data-tone={look.tone}
                aria-label={label}
                title={label}
              >
                <span className={classes.reference}>{item.reference}</span>
                <span className={classes.status}>
                  <StateShape look={look} size={14} />
                  {look.label()}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
