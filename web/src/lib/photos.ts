import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

/** Who has a photo, and the mark of it: one small answer for however many people a page shows. */
export const photosQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "photos"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/photos", { params: { path: { org } } })),
    select: ({ items }) => new Map(items.map(({ person, mark }) => [person, mark])),
    staleTime: 60_000,
  });

export const photoHref = (org: string, person: string, mark: string) =>
  `/api/v1/o/${encodeURIComponent(org)}/people/${person}/photo?mark=${mark}`;

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => /\p{L}/u.test(part));
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => part?.match(/\p{L}/u)?.[0]?.toUpperCase()).join("");
}
