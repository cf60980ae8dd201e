import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { initials, photoHref, photosQuery } from "~/lib/photos.ts";
import classes from "./Face.module.css";

interface Person {
  id: string;
  name: string;
}

/** A person's photo, or their initials; the name stands beside it. */
export function Face({ person, size = 22 }: { person: Person; size?: number }) {
  const { org = "" } = useParams({ strict: false });
  const mark = useQuery({ ...photosQuery(org), enabled: org !== "" }).data?.get(person.id);
  return (
    <span
      className={classes.face}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }}
      aria-hidden="true"
    >
      {mark ? (
        <img
          src={photoHref(org, person.id, mark)}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
        />
      ) : (
        initials(person.name)
      )}
    </span>
  );
}

/** A person with face and name, in a line of text. */
export function PersonName({ person }: { person: Person }) {
  return (
    <span className={classes.person}>
      <Face person={person} />
      <span>{person.name}</span>
    </span>
  );
}
