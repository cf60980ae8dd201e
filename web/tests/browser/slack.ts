export interface Message {
  channel: string;
  ts: string;
  text: string;
  changes: number;
}

const at = (what: string) => `${process.env.SLACK_URL}/__fake/${what}`;

/** What the Slack of the tests is told over its own levers. */
export async function tellSlack(what: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(at(what), { method: "POST", body: JSON.stringify(body) });
  return answer.json();
}

/** The messages over there that have these words, oldest first. */
export async function messagesWith(words: string): Promise<Message[]> {
  const messages = (await (await fetch(at("messages"))).json()) as Message[];
  return messages.filter((message) => message.text.includes(words));
}

/** Whoever has that address presses a button of a message. */
export const press = (message: Message | undefined, action: string, address: string) =>
  tellSlack("press", { ts: message?.ts, action, address });
