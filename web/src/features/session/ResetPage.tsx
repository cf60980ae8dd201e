import { Anchor, Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isFailure } from "~/api/failure.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { field, useFocusFirstError } from "./form.ts";
import { PasswordField } from "./PasswordField.tsx";
import { confirmReset } from "./queries.ts";

export function ResetPage({ token }: { token: string }) {
  const queryClient = useQueryClient();
  const submit = useMutation({ mutationFn: confirmReset, onSuccess: () => queryClient.clear() });
  const form = useFocusFirstError(submit.error);
  if (submit.isSuccess) {
    return (
      <FrontPage title={m.reset_done_title()} lead={m.reset_done_text()}>
        <Button component={Link} to="/sign-in">
          {m.sign_in()}
        </Button>
      </FrontPage>
    );
  }
  if (!token || isFailure(submit.error, "link_invalid")) {
    return (
      <FrontPage title={m.link_invalid_title()} lead={m.reset_link_invalid()}>
        <Button component={Link} to="/forgot">
          {m.reset_ask_again()}
        </Button>
      </FrontPage>
    );
  }
  return (
    <FrontPage
      title={m.reset_title()}
      lead={m.reset_lead()}
      below={
        <Anchor component={Link} to="/sign-in" underline="always" inherit>
          {m.back_to_sign_in()}
        </Anchor>
      }
    >
      <FailureNotice error={submit.error} />
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate({ token, password: field(event.currentTarget, "password") });
        }}
      >
        <Stack>
          <PasswordField label={m.new_password()} fresh error={fieldErrors(submit.error).password} />
          <Button type="submit" loading={submit.isPending}>
            {m.reset_submit()}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
