import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { field } from "./form.ts";
import { askForReset } from "./queries.ts";
import { MailboxHint } from "./SentPage.tsx";

export function ForgotPage() {
  const submit = useMutation({ mutationFn: askForReset });
  const back = (
    <Anchor component={Link} to="/sign-in" underline="always" inherit>
      {m.back_to_sign_in()}
    </Anchor>
  );
  if (submit.isSuccess) {
    return (
      <FrontPage
        title={m.sent_title()}
        lead={m.forgot_sent({ address: submit.variables.address })}
        below={back}
      >
        <MailboxHint />
      </FrontPage>
    );
  }
  return (
    <FrontPage title={m.forgot_title()} lead={m.forgot_lead()} below={back}>
      <FailureNotice error={submit.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate({ address: field(event.currentTarget, "address").trim() });
        }}
      >
        <Stack>
          <TextInput
            name="address"
            type="email"
            label={m.address()}
            autoComplete="username"
            required
            withAsterisk={false}
            error={fieldErrors(submit.error).address}
          />
          <Button type="submit" loading={submit.isPending}>
            {m.forgot_submit()}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
