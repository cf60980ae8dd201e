import { expect } from "@playwright/test";

interface Mail {
  to: string;
  from: string;
  subject: string;
  message_id: string;
  text: string;
  html: string;
}

async function mailsTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${process.env.MAIL_URL}/messages?to=${encodeURIComponent(address)}`);
  return (await answer.json()) as Mail[];
}

/** Waits for a mail to this address whose text or subject has these words. */
export async function mailWith(address: string, words: string | RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const mails = await mailsTo(address);
        found = mails.findLast(({ subject, text }) =>
          typeof words === "string"
            ? `${subject}\n${text}`.includes(words)
            : words.test(`${subject}\n${text}`),
        );
        return Boolean(found);
      },
      { message: `a mail to ${address} with ${words}`, timeout: 60_000 },
    )
    .toBe(true);
  if (!found) throw new Error("no such mail");
  return found;
}

/** The first link of a mail that leads to this page. */
export function linkTo(path: string, mail: Mail): string {
  const link = mail.text.match(new RegExp(`https?://\\S*${path}\\S*`))?.[0];
  if (!link) throw new Error(`no link to ${path} in: ${mail.text}`);
  return link;
}
