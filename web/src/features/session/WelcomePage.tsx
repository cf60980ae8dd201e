import { Anchor, Button, Skeleton, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Failure, isFailure } from "~/api/failure.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { field, useFocusFirstError } from "./form.ts";
import { PasswordField } from "./PasswordField.tsx";
import { confirmSignUp, sessionQuery, signUpCheckQuery } from "./queries.ts";

export function WelcomePage({ token }: { token: string }) {
  const check = useQuery({ ...signUpCheckQuery(token), enabled: token !== "" });
  if (!token) return <LinkInvalid error={new Failure("link_invalid", 410)} onRetry={() => {}} />;
  if (check.isPending) {
    return (
      <FrontPage title={m.welcome_title()}>
        <Skeleton height={16} mb="sm" />
        <Skeleton height={36} />
      </FrontPage>
    );
  }
  if (check.isError) return <LinkInvalid error={check.error} onRetry={() => check.refetch()} />;
  return (
    <ChoosePassword token={token} address={check.data.address} organisation={check.data.organisation_name} />
  );
}

function LinkInvalid({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const invalid = isFailure(error) && error.status >= 400 && error.status < 500;
  return (
    <FrontPage
      title={invalid ? m.link_invalid_title() : m.welcome_title()}
      lead={invalid && m.link_invalid_text()}
    >
      {invalid ? (
        <Stack align="flex-start">
          <Button component={Link} to="/sign-up">
            {m.sign_up_again()}
          </Button>
          <Anchor component={Link} to="/sign-in" size="sm" underline="always">
            {m.sign_in()}
          </Anchor>
        </Stack>
      ) : (
        <FailureNotice error={error} onRetry={onRetry} />
      )}
    </FrontPage>
  );
}

interface Props {
  token: string;
  address: string;
  organisation: string;
}

function ChoosePassword({ token, address, organisation }: Props) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const submit = useMutation({
    mutationFn: confirmSignUp,
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery().queryKey, session);
      await navigate({ to: "/", replace: true });
    },
  });
  const form = useFocusFirstError(submit.error);
  return (
    <FrontPage title={m.welcome_title()} lead={m.welcome_lead({ organisation, address })}>
      <FailureNotice error={submit.error} />
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate({ token, password: field(event.currentTarget, "password") });
        }}
      >
        <Stack>
          {/* Tells a password manager whose password this is. */}
          <input type="email" name="address" autoComplete="username" value={address} readOnly hidden />
          <PasswordField label={m.password()} fresh error={fieldErrors(submit.error).password} />
          <Button type="submit" loading={submit.isPending}>
            {m.welcome_submit()}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
