interface Card {
  workflow: string;
  title: string;
}

/** What the Teams of the tests is told over its own levers, or asked. */
export async function tellTeams<T>(what: string, body: object = {}): Promise<T> {
  const at = `${process.env.TEAMS_URL}/__fake/${what}`;
  const answer = await fetch(at, { method: "POST", body: JSON.stringify(body) });
  return answer.json() as Promise<T>;
}

/** The address of a workflow, as somebody would copy it. */
export const workflow = (name: string) => tellTeams<string>("workflow", { name });

/** The titles of what a workflow posted, oldest first. */
export async function postedBy(name: string): Promise<string[]> {
  const cards = await tellTeams<Card[]>("cards");
  return cards.filter((card) => card.workflow === name).map((card) => card.title);
}
