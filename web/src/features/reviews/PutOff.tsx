import { Button, type ButtonProps } from "@mantine/core";
import { useState } from "react";
import type { PutOff as Body, Organisation } from "~/api/client.ts";
import { addDays, formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { usePutOff } from "./changes.ts";

interface Props {
  organisation: Organisation;
  id: string;
  kind: Body["kind"];
  due: string | null;
  label?: string;
  size?: ButtonProps["size"];
}

/** Puts a date off for whoever may approve that: the reason and the first date stay on record. */
export function PutOff({ organisation, id, kind, due, label, size = "compact-sm" }: Props) {
  const { slug, me } = organisation;
  const [asking, setAsking] = useState(false);
  if (!due || !may(me, "manage_reviews")) return null;
  return (
    <>
      <Button variant="default" size={size} onClick={() => setAsking(true)}>
        {label ?? m.put_off_date()}
      </Button>
      {asking && (
        <Dialog
          org={slug}
          id={id}
          kind={kind}
          due={due}
          today={organisation.today}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface DialogProps extends Pick<Props, "id" | "kind"> {
  org: string;
  due: string;
  today: string;
  onClose: () => void;
}

function Dialog({ org, id, kind, due, today, onClose }: DialogProps) {
  const putOff = usePutOff(org, id);
  const first = addDays(due > today ? due : today, 1);
  const [to, setTo] = useState<string | null>(null);
  return (
    <ReasonDialog
      title={m.put_off_date()}
      explanation={m.put_off_why()}
      error={putOff.error}
      pending={putOff.isPending}
      onClose={onClose}
      onGive={(reason) =>
        to &&
        putOff.mutate(
          { kind, to, reason },
          {
            onSuccess: () => {
              onClose();
              notifySaved(m.put_off_now({ date: formatDate(to) }));
            },
          },
        )
      }
    >
      <DateField
        mb="sm"
        label={m.put_off_until()}
        value={to}
        today={today}
        min={first}
        eager
        required
        withAsterisk={false}
        onCommit={setTo}
        error={fieldErrors(putOff.error).to}
      />
    </ReasonDialog>
  );
}
