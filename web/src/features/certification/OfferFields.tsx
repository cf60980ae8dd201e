import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Offer } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import classes from "./Quotations.module.css";
import { offeredDates, offeredDays, offeredFees } from "./quotations.ts";

interface Props {
  offer: Offer | null;
  today: string;
  errors: Record<string, string>;
}

/** Fees, audit days and dates of an offer; what it does not say stays empty. */
export function OfferFields({ offer, today, errors }: Props) {
  return (
    <>
      <fieldset className={classes.pair}>
        <legend>{m.offer_fees()}</legend>
        <p className={classes.hint}>{m.fee_why()}</p>
        <TextInput
          name="currency"
          label={m.offer_currency()}
          defaultValue={offer?.currency ?? "EUR"}
          maxLength={3}
          pattern="[A-Za-z]{3}"
          required
          withAsterisk={false}
          error={errors.currency}
        />
        {offeredFees.map(([field, label]) => (
          <TextInput
            key={field}
            name={`fees.${field}`}
            label={label()}
            type="number"
            min={0}
            max={10_000_000}
            step="0.01"
            inputMode="decimal"
            defaultValue={offer?.fees[field] != null ? offer.fees[field] / 100 : ""}
          />
        ))}
      </fieldset>
      <fieldset className={classes.pair}>
        <legend>{m.offer_days()}</legend>
        {offeredDays.map(([field, label]) => (
          <TextInput
            key={field}
            name={`days.${field}`}
            label={label()}
            type="number"
            min={0}
            max={250}
            step="0.25"
            inputMode="decimal"
            defaultValue={offer?.days[field] ?? ""}
          />
        ))}
      </fieldset>
      <fieldset className={classes.pair}>
        <legend>{m.offer_dates()}</legend>
        {offeredDates.map(([field, label]) => (
          <Day key={field} name={`on.${field}`} label={label()} day={offer?.[field] ?? null} today={today} />
        ))}
      </fieldset>
    </>
  );
}

function Day({
  name,
  label,
  day,
  today,
}: {
  name: string;
  label: string;
  day: string | null;
  today: string;
}) {
  const [value, setValue] = useState(day);
  return <DateField name={name} label={label} value={value} today={today} eager onCommit={setValue} />;
}
