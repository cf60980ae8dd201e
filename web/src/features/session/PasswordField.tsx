import { PasswordInput } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

interface Props {
  label: string;
  /** The field of the form; `password` where there is only one. */
  name?: string;
  error?: string | undefined;
  /** A new password gets the hint of what is asked of it. */
  fresh?: boolean;
}

export function PasswordField({ label, name = "password", error, fresh = false }: Props) {
  return (
    <PasswordInput
      name={name}
      label={label}
      description={fresh ? m.password_hint() : undefined}
      autoComplete={fresh ? "new-password" : "current-password"}
      required
      withAsterisk={false}
      // No length: what is pasted is never cut, and the server says what is too long.
      error={error}
      // The component marks only its frame.
      aria-invalid={Boolean(error)}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": m.password_show() }}
    />
  );
}
