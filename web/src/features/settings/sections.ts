const names = ["organisation", "calendar", "reminders", "mail", "usage", "tokens", "end"] as const;

export type SectionName = (typeof names)[number];

/** Which part of the settings an address speaks of. */
export function readSection(search: Record<string, unknown>): { section?: SectionName } {
  const section = names.find((name) => name === search.section);
  return section ? { section } : {};
}
