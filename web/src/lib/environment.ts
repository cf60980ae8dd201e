/**
 * Whether the captured mails can be read at `/dev/mailbox`. The server may say so in the page; where it
 * does not, only a page opened on this very machine offers it, as the mailbox answers nobody else.
 */
export function mailboxHere(): boolean {
  const told = document.querySelector<HTMLMetaElement>('meta[name="environment"]')?.content;
  if (told === "production") return false;
  if (told === "embedded" || told === "test") return true;
  return ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
}
