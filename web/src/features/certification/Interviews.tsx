import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Readiness } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import classes from "./Readiness.module.css";
import { askedOf } from "./readiness.ts";

/** Who may be asked about what; each name opens what they answer for. */
export function Interviews({ org, readiness }: { org: string; readiness: Readiness }) {
  const { people, nobodys } = askedOf(readiness);
  if (people.length + nobodys.length === 0) return null;
  return (
    <section className={classes.interviews}>
      <div className={classes.head}>
        <h3>{m.readiness_interviews()}</h3>
        <Button className={classes.print} variant="subtle" size="compact-sm" onClick={() => window.print()}>
          {m.readiness_print()}
        </Button>
      </div>
      <p className={text.soft}>{m.readiness_interviews_why()}</p>
      {people.map(({ id, name, about }) => (
        <details key={id} className={classes.person}>
          <summary>
            {name} <span className={text.soft}>{about.map(({ reference }) => reference).join(", ")}</span>
          </summary>
          <About org={org} about={about} />
        </details>
      ))}
      {nobodys.length > 0 && (
        <details className={classes.person}>
          <summary>
            {m.readiness_nobody()}{" "}
            <span className={text.soft}>{nobodys.map(({ reference }) => reference).join(", ")}</span>
          </summary>
          <About org={org} about={nobodys} />
        </details>
      )}
    </section>
  );
}

function About({ org, about }: { org: string; about: Readiness["items"][number]["controls"] }) {
  return (
    <ul className={classes.about}>
      {about.map((one) => (
        <li key={one.id}>
          <Link to="/o/$org/controls/$id" params={{ org, id: one.id }}>
            {one.reference} {one.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
