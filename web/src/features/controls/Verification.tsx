import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Control, ControlChange, Organisation } from "~/api/client.ts";
import { distance, formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { useControlChange } from "./changes.ts";
import classes from "./Verification.module.css";
import { VerifyDialog } from "./VerifyDialog.tsx";

/** For how many months a verification holds where nobody chose. */
const USUAL = 12;
const periods = Array.from({ length: 36 }, (_, at) => at + 1);

/** Who tested it, until when that holds, and the way to test it again. */
export function Verification({ organisation, control }: { organisation: Organisation; control: Control }) {
  const { me, slug, today } = organisation;
  const [asking, setAsking] = useState(false);
  const { verification } = control;
  const met = control.status === "implemented" || control.status === "verified";
  const mine = [control.owner?.id, control.implemented_by?.id].includes(me.person_id);
  return (
    <Section title={m.verification()}>
      {verification ? (
        <div className={classes.held}>
          <p>
            {m.verified_by_on({
              name: verification.by?.name ?? m.actor_former(),
              date: formatDate(verification.on),
            })}
          </p>
          <p className={text.soft}>
            {m.verification_lapses({
              date: formatDate(verification.lapses_on),
              distance: distance(verification.lapses_on, today),
            })}
          </p>
          <Prose text={verification.note} />
        </div>
      ) : (
        <p className={text.soft}>{met ? m.verification_none() : m.verification_not_yet()}</p>
      )}
      {met && may(me, "verify_control") && (
        <>
          <Button
            variant={verification ? "default" : "filled"}
            disabled={mine}
            onClick={() => setAsking(true)}
          >
            {verification || control.lapsed_on ? m.verify_again() : m.verify()}
          </Button>
          {mine && <p className={classes.why}>{m.verify_not_own()}</p>}
        </>
      )}
      <Period org={slug} control={control} editable={may(me, "revise_control", control.owner?.id ?? null)} />
      {asking && <VerifyDialog org={slug} control={control} today={today} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function Period({ org, control, editable }: { org: string; control: Control; editable: boolean }) {
  const { change, takeBack, error } = useControlChange(org, control.id);
  const months = control.verify_every ?? USUAL;
  if (!editable) return <p className={classes.why}>{m.verification_period({ count: months })}</p>;
  const save = (body: ControlChange) => {
    const before = { verify_every: control.verify_every ?? null };
    const words = m.verification_period({ count: body.verify_every ?? USUAL });
    change({ body, words, done: () => notifySaved(words, () => takeBack(body, before)) });
  };
  return (
    <>
      <FailureNotice error={error} />
      <NativeSelect
        mt="sm"
        label={m.verification_holds()}
        value={String(months)}
        data={periods.map((count) => ({ value: String(count), label: m.months({ count }) }))}
        onChange={(event) => save({ verify_every: Number(event.currentTarget.value) })}
      />
    </>
  );
}
