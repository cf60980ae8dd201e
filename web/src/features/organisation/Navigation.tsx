import {
  IconHome,
  IconListCheck,
  IconMailCheck,
  IconPlugConnected,
  IconShieldCheck,
  IconUsers,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Navigation.module.css";

/** The nouns that exist and that this person may read. */
export function Navigation({ organisation }: { organisation: Organisation }) {
  const { slug, me } = organisation;
  return (
    <>
      <Link to="/o/$org" params={{ org: slug }} activeOptions={{ exact: true }} className={classes.item}>
        <IconHome size={18} stroke={1.7} aria-hidden="true" />
        {m.nav_home()}
      </Link>
      {may(me, "read_controls") && (
        <Link to="/o/$org/controls" params={{ org: slug }} className={classes.item}>
          <IconShieldCheck size={18} stroke={1.7} aria-hidden="true" />
          {m.nav_controls()}
        </Link>
      )}
      {may(me, "read_tasks") && (
        <Link to="/o/$org/tasks" params={{ org: slug }} className={classes.item}>
          <IconListCheck size={18} stroke={1.7} aria-hidden="true" />
          {m.nav_tasks()}
        </Link>
      )}
      {may(me, "read_people") && (
        <Link to="/o/$org/people" params={{ org: slug }} className={classes.item}>
          <IconUsers size={18} stroke={1.7} aria-hidden="true" />
          {m.nav_people()}
        </Link>
      )}
      {may(me, "read_deliveries") && (
        <Link to="/o/$org/deliveries" params={{ org: slug }} className={classes.item}>
          <IconMailCheck size={18} stroke={1.7} aria-hidden="true" />
          {m.nav_deliveries()}
        </Link>
      )}
      {may(me, "read_connections") && (
        <Link to="/o/$org/connections" params={{ org: slug }} className={classes.item}>
          <IconPlugConnected size={18} stroke={1.7} aria-hidden="true" />
          {m.nav_connections()}
        </Link>
      )}
    </>
  );
}

export function OrganisationName({ organisation }: { organisation: Organisation }) {
  return (
    <Link to="/o/$org" params={{ org: organisation.slug }} className={classes.name} title={organisation.name}>
      {organisation.name}
    </Link>
  );
}
