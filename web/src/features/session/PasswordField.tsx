import { PasswordInput } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

interface Props {
  label: string;
  error?: string | undefined;
  /** A new password gets the hint of what is asked of it. */
  fresh?: boolean;
}

export function PasswordField({ label, error, fresh = false }: Props) {
  return (
    <PasswordInput
      name="password"
      label={label}
      description={fresh ? m.password_hint() : undefined}
      autoComplete={fresh ? "new-password" : "current-password"}
      required
      withAsterisk={false}
      maxLength={128}
      error={error}
      // The component marks only its frame.
      aria-invalid={Boolean(error)}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": m.password_show() }}
    />
  );
}
