import { Button, Checkbox, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Escalation, ReminderPolicy } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useOutlook, useSettingsChange } from "./changes.ts";
import { EscalationFields } from "./EscalationFields.tsx";
import { Outlook } from "./Outlook.tsx";
import { settingsQuery } from "./queries.ts";
import classes from "./Settings.module.css";

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));
const weeks = Array.from({ length: 8 }, (_, index) => ({
  value: String(index + 1),
  label: m.overdue_every({ count: index + 1 }),
}));

const nobody: Escalation = { manager_days: null, lead_days: null, top_days: null, lead: null, top: null };

/** The days that were typed, such as `30, 14, 7`. */
const read = (typed: string) =>
  typed
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

/** How the organisation reminds, with a look at what that would send. */
export default function RemindersPart({ org }: { org: string }) {
  const { data: settings } = useSuspenseQuery(settingsQuery(org));
  const { change, takeBack, error, conflict, pending } = useSettingsChange(org);
  const outlook = useOutlook(org);
  const present = settings.reminders;
  const [policy, setPolicy] = useState<ReminderPolicy>(present);
  const [leads, setLeads] = useState(present.lead_days.join(", "));
  const wanted = { ...policy, lead_days: read(leads) };
  const isSense = wanted.lead_days.every((days) => Number.isInteger(days) && days > 0);
  const errors = { ...fieldErrors(error), ...fieldErrors(outlook.error) };
  const set = (patch: Partial<ReminderPolicy>) => setPolicy({ ...policy, ...patch });
  const save = () =>
    change({
      body: { reminders: wanted },
      words: m.settings_reminders(),
      done: () =>
        notifySaved(m.reminders_saved(), () => takeBack({ reminders: wanted }, { reminders: present })),
    });
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error ?? outlook.error} />
      <p className={classes.why}>{m.reminder_policy_why()}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSense) save();
        }}
      >
        <Stack maw={480} mb={28}>
          <TextInput
            label={m.lead_days()}
            description={m.lead_days_why()}
            value={leads}
            inputMode="numeric"
            error={isSense ? errors.lead_days : m.lead_days_wrong()}
            onChange={(event) => setLeads(event.currentTarget.value)}
          />
          <Checkbox
            label={m.on_the_day()}
            checked={policy.on_the_day}
            onChange={(event) => set({ on_the_day: event.currentTarget.checked })}
          />
          <Select
            label={m.while_overdue()}
            data={weeks}
            allowDeselect={false}
            value={String(policy.overdue_weeks)}
            onChange={(value) => value && set({ overdue_weeks: Number(value) })}
          />
          <Select
            label={m.sending_hour()}
            description={m.sending_hour_why()}
            data={hours}
            allowDeselect={false}
            value={String(policy.hour)}
            onChange={(value) => value && set({ hour: Number(value) })}
          />
          <Checkbox
            label={m.working_days_only()}
            description={m.working_days_only_why()}
            checked={policy.working_days_only}
            onChange={(event) => set({ working_days_only: event.currentTarget.checked })}
          />
          <NumberInput
            label={m.most_a_day()}
            description={m.most_a_day_why()}
            placeholder={m.most_a_day_none()}
            value={policy.most_a_day ?? ""}
            min={1}
            max={200}
            allowDecimal={false}
            error={errors.most_a_day}
            onChange={(most) => set({ most_a_day: Number(most) || null })}
          />
          <EscalationFields
            org={org}
            settings={settings}
            value={policy.escalation ?? nobody}
            error={errors.escalation}
            onChange={(escalation) => set({ escalation })}
          />
          <Group gap="sm">
            <Button
              variant="default"
              disabled={!isSense}
              loading={outlook.isPending}
              onClick={() => outlook.mutate(wanted)}
            >
              {m.outlook_show()}
            </Button>
            <Button type="submit" disabled={!isSense} loading={pending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
      {outlook.data && <Outlook org={org} outlook={outlook.data} />}
    </>
  );
}
