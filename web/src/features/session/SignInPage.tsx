import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { isLeaving } from "~/lib/leaving.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { field } from "./form.ts";
import { PasswordField } from "./PasswordField.tsx";
import { sessionQuery, signIn } from "./queries.ts";

export function SignInPage({ next }: { next: string | undefined }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const submit = useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery().queryKey, session);
      // Pages that need no script are not the app's: the browser goes there itself.
      if (next?.startsWith("/learn/")) window.location.replace(next);
      else await navigate({ href: next ?? "/", replace: true });
    },
  });
  const errors = fieldErrors(submit.error);
  return (
    <FrontPage
      title={m.sign_in()}
      lead={next ? m.sign_in_first() : m.sign_in_lead()}
      below={
        <>
          {m.no_account_yet()}{" "}
          <Anchor component={Link} to="/sign-up" underline="always" inherit>
            {m.sign_up_title()}
          </Anchor>
        </>
      }
    >
      {isLeaving() && !submit.error && (
        <Notice tone="amber">
          <p>{m.leaving()}</p>
        </Notice>
      )}
      <FailureNotice error={submit.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          submit.mutate({ address: field(form, "address").trim(), password: field(form, "password") });
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
            error={errors.address}
          />
          <PasswordField label={m.password()} error={errors.password} />
          <Button type="submit" loading={submit.isPending}>
            {m.sign_in()}
          </Button>
          <Anchor component={Link} to="/forgot" size="sm" underline="always">
            {m.forgot_link()}
          </Anchor>
        </Stack>
      </form>
    </FrontPage>
  );
}
