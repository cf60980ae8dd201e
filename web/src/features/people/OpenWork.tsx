import { Link } from "@tanstack/react-router";
import type { Organisation, Person } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { Fact } from "~/ui/FactBar.tsx";
import classes from "./OpenWork.module.css";

/** How much open work belongs to the person, and the ways to it. */
export function OpenWork({ organisation, person }: { organisation: Organisation; person: Person }) {
  const { me, slug: org } = organisation;
  const search = { owner: person.id };
  if (person.open_work === 0) return <Fact label={m.open_work()}>{m.open_work_none()}</Fact>;
  return (
    <Fact label={m.open_work()}>
      <span className={classes.ways}>
        <span>{m.open_work_count({ count: person.open_work })}</span>
        {may(me, "read_tasks") && (
          <Link to="/o/$org/tasks" params={{ org }} search={search}>
            {m.nav_tasks()}
          </Link>
        )}
        {may(me, "read_controls") && (
          <Link to="/o/$org/controls" params={{ org }} search={search}>
            {m.nav_controls()}
          </Link>
        )}
      </span>
    </Fact>
  );
}
