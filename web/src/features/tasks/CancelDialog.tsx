import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { m } from "~/paraglide/messages.js";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";

interface Props {
  error: unknown;
  pending: boolean;
  onClose: () => void;
  onGive: (reason: string, following: boolean) => void;
}

/** Gives up one task of a series, or the series from here on. */
export function CancelDialog({ error, pending, onClose, onGive }: Props) {
  const [following, setFollowing] = useState("one");
  return (
    <ReasonDialog
      title={m.step_cancel()}
      explanation={m.cancel_reason_why()}
      error={error}
      pending={pending}
      onClose={onClose}
      onGive={(reason) => onGive(reason, following === "all")}
    >
      <Radio.Group label={m.cancel_series()} value={following} onChange={setFollowing} mb="sm">
        <Stack gap="xs" mt="xs">
          <Radio value="one" label={m.cancel_this()} description={m.cancel_this_why()} />
          <Radio value="all" label={m.cancel_following()} description={m.cancel_following_why()} />
        </Stack>
      </Radio.Group>
    </ReasonDialog>
  );
}
