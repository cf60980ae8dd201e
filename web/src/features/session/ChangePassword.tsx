import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { field, useFocusFirstError } from "./form.ts";
import { PasswordField } from "./PasswordField.tsx";
import { sessionQuery } from "./queries.ts";

const changePassword = (body: { current: string; password: string }) =>
  answer(client.PUT("/api/v1/password", { body }));

/** Changes the password of the account: the present one is asked, and every other browser is signed out. */
export default function ChangePassword() {
  const [open, setOpen] = useState(false);
  return (
    <Section title={m.password()}>
      {open ? (
        <Form onDone={() => setOpen(false)} />
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {m.password_change()}
        </Button>
      )}
    </Section>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const address = useSuspenseQuery(sessionQuery()).data?.account.address ?? "";
  const submit = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      notifySaved(m.password_changed());
      onDone();
    },
  });
  const form = useFocusFirstError(submit.error);
  const errors = fieldErrors(submit.error);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const { currentTarget } = event;
        submit.mutate({
          current: field(currentTarget, "current"),
          password: field(currentTarget, "password"),
        });
      }}
    >
      <Stack maw={440}>
        <FailureNotice error={Object.keys(errors).length === 0 ? submit.error : null} />
        <Text size="sm">{m.password_change_why()}</Text>
        {/* Tells a password manager whose password this is. */}
        <input type="email" name="address" autoComplete="username" value={address} readOnly hidden />
        <PasswordField label={m.password_present()} name="current" error={errors.current} />
        <PasswordField label={m.new_password()} fresh error={errors.password} />
        <Group>
          <Button type="submit" loading={submit.isPending}>
            {m.reset_submit()}
          </Button>
          <Button variant="default" onClick={onDone}>
            {m.cancel()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
