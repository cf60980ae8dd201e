import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { mailboxHere } from "~/lib/environment.ts";
import { m } from "~/paraglide/messages.js";
import { FrontPage } from "~/ui/FrontPage.tsx";

/** Says that a mail is on its way; never whether the address was known before. */
export function SentPage() {
  const address = useLocation({ select: (location) => location.state.address });
  return (
    <FrontPage
      title={m.sent_title()}
      lead={address ? m.sent_text_to({ address }) : m.sent_text()}
      below={
        <Anchor component={Link} to="/sign-up" underline="always" inherit>
          {m.sent_again()}
        </Anchor>
      }
    >
      <MailboxHint />
    </FrontPage>
  );
}

/** Where mails are captured instead of sent, the way to them. */
export function MailboxHint() {
  if (!mailboxHere()) return <Text size="sm">{m.sent_spam()}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{m.mailbox_text()}</Text>
      <Button component="a" href="/dev/mailbox">
        {m.mailbox_open()}
      </Button>
    </Stack>
  );
}
