import type { PersonRef } from "~/api/client.ts";

/** A person in a text, as the server keeps it: a name may change, whom it means does not. */
const token = /@\{([0-9a-f-]{36})\}/g;

/** What was typed, with people's names turned into who they are; of two names that begin alike the longer counts. */
export function kept(text: string, people: PersonRef[]): string {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  return longestFirst.reduce((so, { id, name }) => so.replaceAll(`@${name}`, `@{${id}}`), text);
}

/** The same to be typed on. */
export const typed = (text: string, people: PersonRef[]) =>
  text.replace(token, (all, id) => {
    const person = people.find((one) => one.id === id);
    return person ? `@${person.name}` : all;
  });

/** A text in pieces: words, and the people called in it. */
export function pieces(text: string, people: PersonRef[]): (string | PersonRef)[] {
  return text
    .split(token)
    .map((piece, index) => (index % 2 === 0 ? piece : (people.find((one) => one.id === piece) ?? "@…")))
    .filter((piece) => piece !== "");
}

/** The beginning of a name that is being typed after an @, just before the caret. */
export function calling(text: string, caret: number): string | null {
  const found = /(?:^|\s)@([\p{L}\p{M}' -]{0,40})$/u.exec(text.slice(0, caret));
  return found?.[1] ?? null;
}
