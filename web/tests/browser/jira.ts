interface Issue {
  id: string;
  key: string;
  category: string;
  fields: { summary: string };
}

const at = (what: string) => `${process.env.JIRA_URL}/__fake/${what}`;

/** What the Jira of the tests is told over its own levers. */
export async function tell(what: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(at(what), { method: "POST", body: JSON.stringify(body) });
  return answer.json();
}

/** The issues over there whose summary has these words. */
export async function issuesWith(words: string): Promise<Issue[]> {
  const issues = (await (await fetch(at("issues"))).json()) as Issue[];
  return issues.filter((issue) => issue.fields.summary.includes(words));
}
