import { Checkbox, Group, Select, Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { OrganisationChange } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { useSettingsChange } from "./changes.ts";
import { Holidays } from "./Holidays.tsx";
import { settingsQuery } from "./queries.ts";
import classes from "./Settings.module.css";
import { days, isDay } from "./week.ts";

/** On which days the organisation works. */
export default function CalendarPart({ org }: { org: string }) {
  const { data: settings } = useSuspenseQuery(settingsQuery(org));
  const { change, takeBack, draft, error, conflict } = useSettingsChange(org);
  const said = draft && "said" in draft ? draft.said : null;
  const before = { first_day: settings.first_day, working_days: settings.working_days };
  const week = { ...before, ...said };
  const save = (body: OrganisationChange) =>
    change({
      body: { said: body },
      words: m.week(),
      done: () => notifySaved(m.saved(), () => takeBack({ said: body }, { said: before })),
    });
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Section title={m.week()}>
        <p className={classes.why}>
          {settings.reminders.working_days_only ? m.week_used() : m.week_not_used()}
        </p>
        <Stack maw={560}>
          <Checkbox.Group
            label={m.working_days()}
            value={week.working_days ?? []}
            error={fieldErrors(error).working_days}
            onChange={(chosen) => {
              const working_days = chosen.filter(isDay);
              if (working_days.length > 0) save({ first_day: week.first_day, working_days });
            }}
          >
            <Group gap="md" mt="xs">
              {days().map(({ value, label }) => (
                <Checkbox key={value} value={value} label={label} />
              ))}
            </Group>
          </Checkbox.Group>
          <Select
            label={m.first_day()}
            maw={240}
            data={days()}
            allowDeselect={false}
            value={week.first_day}
            onChange={(first) =>
              first && isDay(first) && save({ first_day: first, working_days: week.working_days })
            }
          />
        </Stack>
      </Section>
      <Holidays org={org} settings={settings} />
    </>
  );
}
