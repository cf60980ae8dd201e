import { Button, Stack } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { InvitationLink } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { field, useFocusFirstError } from "./form.ts";
import { keepToken, type useJoin } from "./invitation.ts";
import { PasswordField } from "./PasswordField.tsx";

interface Props {
  token: string;
  link: InvitationLink;
  join: ReturnType<typeof useJoin>;
}

/** The way over the sign-in page and back; the token waits in this tab. */
const toSignIn = { to: "/sign-in", search: { next: "/join" } } as const;

/** A new account: the address is known from the mail, so a password is all it takes. */
export function JoinWithPassword({ token, link, join }: Props) {
  const { inviter, organisation, address } = link;
  const form = useFocusFirstError(join.error);
  return (
    <FrontPage
      title={m.join_title({ organisation })}
      lead={m.join_password_lead({ inviter, organisation, address })}
      below={
        <>
          {m.join_elsewhere()}{" "}
          <Link {...toSignIn} onClick={() => keepToken(token)}>
            {m.sign_in()}
          </Link>
        </>
      }
    >
      <FailureNotice error={join.error} />
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate({ password: field(event.currentTarget, "password") });
        }}
      >
        <Stack>
          {/* Tells a password manager whose password this is. */}
          <input type="email" name="address" autoComplete="username" value={address} readOnly hidden />
          <PasswordField label={m.password()} fresh error={fieldErrors(join.error).password} />
          <Button type="submit" loading={join.isPending}>
            {m.join_submit()}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}

/** The address has an account, so its owner shows first who they are. */
export function SignInToJoin({ token, link, join }: Props) {
  const navigate = useNavigate();
  const { inviter, organisation, address } = link;
  return (
    <FrontPage
      title={m.join_title({ organisation })}
      lead={m.join_sign_in_lead({ inviter, organisation, address })}
    >
      <FailureNotice error={join.error} />
      <Button
        onClick={() => {
          keepToken(token);
          void navigate(toSignIn);
        }}
      >
        {m.sign_in()}
      </Button>
    </FrontPage>
  );
}
