import { Link } from "@tanstack/react-router";
import type { Organisation } from "~/api/client.ts";
import { roomsFor } from "~/lib/rooms.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Navigation.module.css";

/** The nouns that exist and that this person may read. */
export function Navigation({ organisation }: { organisation: Organisation }) {
  const { slug, me } = organisation;
  return roomsFor(me).map(({ to, label, Icon }) => (
    <Link
      key={to}
      to={to}
      params={{ org: slug }}
      activeOptions={{ exact: to === "/o/$org" }}
      className={classes.item}
    >
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {label()}
      {to === "/o/$org/my-work" && me.pressing > 0 && (
        <span className={classes.pressing} title={m.nav_pressing({ count: me.pressing })}>
          {me.pressing > 99 ? "99+" : me.pressing}
        </span>
      )}
    </Link>
  ));
}

export function OrganisationName({ organisation }: { organisation: Organisation }) {
  return (
    <Link to="/o/$org" params={{ org: organisation.slug }} className={classes.name} title={organisation.name}>
      {organisation.name}
    </Link>
  );
}
