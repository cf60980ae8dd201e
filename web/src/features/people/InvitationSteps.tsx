import { Button } from "@mantine/core";
import type { Person } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useInvitation } from "./changes.ts";

/** Asks the person to join, asks again, or takes that back. */
export function InvitationSteps({ org, person }: { org: string; person: Person }) {
  const invitation = useInvitation(org, person.id);
  const waits = person.invited_until !== null;
  const busy = (step: "send" | "take_back") => invitation.isPending && invitation.variables === step;
  return (
    <>
      <Button
        variant={waits ? "default" : "filled"}
        loading={busy("send")}
        onClick={() =>
          invitation.mutate("send", {
            onSuccess: ({ address }) => notifySaved(m.invitation_sent({ address })),
          })
        }
      >
        {waits ? m.send_invitation_again() : m.send_invitation()}
      </Button>
      {waits && (
        <Button
          variant="default"
          loading={busy("take_back")}
          onClick={() =>
            invitation.mutate("take_back", { onSuccess: () => notifySaved(m.invitation_taken_back()) })
          }
        >
          {m.take_invitation_back()}
        </Button>
      )}
      <FailureNotice error={invitation.error} />
    </>
  );
}
