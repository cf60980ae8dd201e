import { Button, FileButton, Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Settings } from "~/api/client.ts";
import { formatLongDate } from "~/lib/dates.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { useHolidayImport, useSettingsChange } from "./changes.ts";
import classes from "./Settings.module.css";

/** The days off of a year, and ways to add more. */
export function Holidays({ org, settings }: { org: string; settings: Settings }) {
  const { today } = useOrganisation(org);
  const { change, takeBack, error, conflict, pending } = useSettingsChange(org);
  const bring = useHolidayImport(org);
  const [day, setDay] = useState<string | null>(null);
  const [name, setName] = useState("");
  const years = [
    ...new Set([today.slice(0, 4), ...settings.holidays.map((one) => one.day.slice(0, 4))]),
  ].sort();
  const [year, setYear] = useState(today.slice(0, 4));
  const shown = settings.holidays.filter((one) => one.day.startsWith(year));
  const step = (one: { day: string; name: string | null }, before: string | null) =>
    change({
      body: one,
      words: one.name ?? formatLongDate(one.day),
      done: () =>
        notifySaved(one.name === null ? m.holiday_removed() : m.saved(), () =>
          takeBack(one, { day: one.day, name: before }),
        ),
    });
  return (
    <Section
      title={m.holidays()}
      aside={
        <Select
          aria-label={m.year()}
          size="xs"
          w={96}
          data={years}
          allowDeselect={false}
          value={year}
          onChange={(next) => next && setYear(next)}
        />
      }
    >
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error ?? bring.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!day) return;
          step({ day, name }, settings.holidays.find((one) => one.day === day)?.name ?? null);
          setYear(day.slice(0, 4));
          setDay(null);
          setName("");
        }}
      >
        <Group gap="sm" align="flex-start" mb="md">
          <DateField
            label={m.holiday_day()}
            value={day}
            today={today}
            onCommit={setDay}
            eager
            required
            withAsterisk={false}
          />
          <TextInput
            label={m.name()}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
            withAsterisk={false}
            error={fieldErrors(error).name}
          />
          <Button type="submit" variant="default" mt={26} loading={pending}>
            {m.holiday_add()}
          </Button>
          <FileButton accept=".ics,text/calendar" onChange={(file) => file && bring.mutate(file)}>
            {(props) => (
              <Button {...props} variant="subtle" mt={26} loading={bring.isPending}>
                {m.holiday_import()}
              </Button>
            )}
          </FileButton>
        </Group>
      </form>
      {bring.error && <p role="alert">{fieldErrors(bring.error).file}</p>}
      {bring.data && (
        <p role="status">
          {m.holiday_imported({
            added: bring.data.added,
            known: bring.data.known,
            left: bring.data.left_out,
          })}
        </p>
      )}
      {shown.length === 0 ? (
        <p className={classes.why}>{m.holidays_none({ year })}</p>
      ) : (
        <ul className={classes.list}>
          {shown.map((one) => (
            <li key={one.day} className={classes.item}>
              <span className={classes.what}>
                <span className={classes.name}>{one.name}</span>, {formatLongDate(one.day)}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={m.holiday_remove_named({ name: one.name })}
                onClick={() => step({ day: one.day, name: null }, one.name)}
              >
                {m.holiday_remove()}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
