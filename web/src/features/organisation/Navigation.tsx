import { Link } from "@tanstack/react-router";
import type { Organisation } from "~/api/client.ts";
import { roomsFor } from "~/lib/rooms.ts";
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
