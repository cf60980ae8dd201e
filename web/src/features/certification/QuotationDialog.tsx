import { Button, Group, Modal, NativeSelect, Stack, Switch, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { BodyRef, Quotation } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { OfferFields } from "./OfferFields.tsx";
import classes from "./Quotations.module.css";
import { useTelling } from "./quotationChanges.ts";
import { offeredDates, offeredDays, offeredFees } from "./quotations.ts";

interface Props {
  org: string;
  certification: string;
  /** Whom one could ask. */
  bodies: BodyRef[];
  /** Null: a new one. */
  quotation: Quotation | null;
  /** Whether an offer is about to be noted. */
  offersFirst: boolean;
  today: string;
  onClose: () => void;
}

const number = (text: string) => (text === "" ? null : Number(text));
const hundredths = (text: string) => (text === "" ? null : Math.round(Number(text) * 100));

/** Whom one asks and by when an answer is wanted; and what is offered, once it is. */
export function QuotationDialog(props: Props) {
  const { org, certification, bodies, quotation, offersFirst, today, onClose } = props;
  const { change, begin, pending, error, conflict } = useTelling(org, certification);
  const [asked, setAsked] = useState<string | null>(quotation?.asked ?? today);
  const [answerBy, setAnswerBy] = useState<string | null>(quotation?.answer_by ?? null);
  const stored = quotation?.offer != null;
  const [offers, setOffers] = useState(offersFirst || stored);
  const errors = fieldErrors(error);
  if (!quotation && bodies.length === 0) return <Nobody org={org} onClose={onClose} />;
  const save = (form: FormData) => {
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const body = quotation?.body.id ?? read("body");
    const name = quotation?.body.name ?? bodies.find(({ id }) => id === body)?.name ?? "";
    const all = <Key extends string>(fields: readonly (readonly [Key, ...unknown[]])[], at: string) =>
      Object.fromEntries(fields.map(([field]) => [field, read(`${at}.${field}`)])) as Record<Key, string>;
    const [dates, days, fees] = [all(offeredDates, "on"), all(offeredDays, "days"), all(offeredFees, "fees")];
    const offer = {
      valid_until: dates.valid_until || null,
      stage_1_on: dates.stage_1_on || null,
      stage_2_on: dates.stage_2_on || null,
      currency: read("currency").toUpperCase(),
      days: {
        stage_1: number(days.stage_1),
        stage_2: number(days.stage_2),
        surveillance_1: number(days.surveillance_1),
        surveillance_2: number(days.surveillance_2),
      },
      fees: {
        initial: hundredths(fees.initial),
        surveillance_1: hundredths(fees.surveillance_1),
        surveillance_2: hundredths(fees.surveillance_2),
        yearly: hundredths(fees.yearly),
        travel: hundredths(fees.travel),
      },
    };
    const said = { body, asked: asked ?? today, answer_by: answerBy, note: read("note") };
    change({
      body: { quotation: quotation?.id ?? null, said: offers ? { ...said, offer } : said },
      words: name,
      done: () => {
        onClose();
        notifySaved(offers ? m.quotation_offer_saved({ body: name }) : m.quotation_asked_now({ body: name }));
      },
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={quotation ? m.quotation_of({ body: quotation.body.name }) : m.quotation_ask()}
    >
      <form
        onInput={begin}
        onSubmit={(event) => {
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
      >
        <Stack gap="sm">
          {conflict && <ConflictNotice {...conflict} />}
          <FailureNotice error={error} />
          {!quotation && (
            <NativeSelect
              name="body"
              label={m.certification_body()}
              data={bodies.map(({ id, reference, name }) => ({ value: id, label: `${reference} ${name}` }))}
              error={errors.body}
              data-autofocus
            />
          )}
          <div className={classes.pair}>
            <DateField
              label={m.quotation_asked_on()}
              value={asked}
              today={today}
              max={today}
              eager
              required
              withAsterisk={false}
              onCommit={setAsked}
              error={errors.asked}
            />
            <DateField
              label={m.quotation_answer_by()}
              value={answerBy}
              today={today}
              {...(asked && { min: asked })}
              eager
              onCommit={setAnswerBy}
              error={errors.answer_by}
            />
          </div>
          {!stored && (
            <Switch
              label={m.quotation_has_offer()}
              checked={offers}
              onChange={(event) => setOffers(event.currentTarget.checked)}
            />
          )}
          {/* What was typed stays while it is hidden. */}
          <fieldset className={classes.offer} disabled={!offers} hidden={!offers}>
            <Stack gap="sm">
              <OfferFields offer={quotation?.offer ?? null} today={today} errors={errors} />
            </Stack>
          </fieldset>
          <Textarea
            name="note"
            label={m.quotation_note()}
            autosize
            minRows={2}
            maxLength={2000}
            defaultValue={quotation?.note ?? ""}
            error={errors.note}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.back()}
            </Button>
            <Button type="submit" loading={pending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Before one asks, one knows somebody who could be asked. */
function Nobody({ org, onClose }: { org: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={m.quotation_ask()}>
      <p>{m.quotation_nobody()}</p>
      <Group justify="flex-end">
        <Button renderRoot={(props) => <Link {...props} to="/o/$org/bodies" params={{ org }} />}>
          {m.bodies()}
        </Button>
      </Group>
    </Modal>
  );
}
