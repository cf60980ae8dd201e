import { Link } from "@tanstack/react-router";
import type { TeamRef } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Fact } from "~/ui/FactBar.tsx";
import classes from "./OpenWork.module.css";

/** The teams that somebody belongs to, each the way to it. */
export function TeamsOf({ org, teams }: { org: string; teams: TeamRef[] }) {
  if (teams.length === 0) return <Fact label={m.teams()}>{m.value_none()}</Fact>;
  return (
    <Fact label={m.teams()}>
      <span className={classes.ways}>
        {teams.map(({ id, name }) => (
          <Link key={id} to="/o/$org/people" params={{ org }} search={{ show: "teams", open: id }}>
            {name}
          </Link>
        ))}
      </span>
    </Fact>
  );
}
