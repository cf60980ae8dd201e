import { Checkbox, Chip, Group, NativeSelect, NumberInput, Stack } from "@mantine/core";
import type { Recurrence } from "~/api/client.ts";
import { recurrenceWords, type Unit, unitNames, type Weekday, weekdays, yearly } from "~/lib/recurrence.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import classes from "./TaskWork.module.css";

interface Props {
  value: Recurrence | null;
  today: string;
  errors: Record<string, string>;
  onChange: (rule: Recurrence | null) => void;
}

/** Whether a task comes back, and when; said in one sentence below. */
export function RecurrenceFields({ value, today, errors, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Checkbox
        label={m.repeats_label()}
        description={m.repeats_why()}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? yearly : null)}
      />
      {value && <Rule rule={value} today={today} errors={errors} onChange={onChange} />}
    </Stack>
  );
}

interface RuleProps extends Omit<Props, "value"> {
  rule: Recurrence;
}

function Rule({ rule, today, errors, onChange }: RuleProps) {
  const set = (patch: Partial<Recurrence>) => onChange({ ...rule, ...patch });
  const months = rule.unit === "month" || rule.unit === "year";
  return (
    <fieldset className={classes.rule} aria-label={m.repeats_rule()}>
      <Group align="flex-start" gap="sm">
        <NumberInput
          label={m.repeats_every()}
          value={rule.every}
          min={1}
          max={366}
          allowDecimal={false}
          w={90}
          error={errors.every}
          onChange={(every) => set({ every: Number(every) || 1 })}
        />
        <NativeSelect
          label={m.repeats_unit()}
          value={rule.unit}
          data={Object.entries(unitNames).map(([unit, name]) => ({ value: unit, label: name() }))}
          error={errors.unit}
          // What belongs to weeks or to months means nothing to the others.
          onChange={(event) => set({ unit: event.currentTarget.value as Unit, weekdays: [], day: null })}
        />
        {months && (
          <NumberInput
            label={m.repeats_day()}
            placeholder={m.repeats_day_same()}
            value={rule.day ?? ""}
            min={1}
            max={31}
            allowDecimal={false}
            w={150}
            error={errors.day}
            onChange={(day) => set({ day: Number(day) || null })}
          />
        )}
      </Group>
      {rule.unit === "week" && (
        <Chip.Group
          multiple
          value={rule.weekdays ?? []}
          onChange={(days) => set({ weekdays: days as Weekday[] })}
        >
          <fieldset className={classes.days} aria-label={m.repeats_weekdays()}>
            {Object.entries(weekdays).map(([day, name]) => (
              <Chip key={day} value={day} size="xs">
                {name()}
              </Chip>
            ))}
          </fieldset>
        </Chip.Group>
      )}
      <Group align="flex-start" gap="sm" mt="sm">
        <NativeSelect
          label={m.repeats_anchor()}
          value={rule.anchor}
          data={[
            { value: "completion", label: m.repeats_anchor_completion() },
            { value: "due", label: m.repeats_anchor_due() },
          ]}
          onChange={(event) => set({ anchor: event.currentTarget.value as Recurrence["anchor"] })}
        />
        <DateField
          label={m.repeats_ends()}
          value={rule.until ?? null}
          today={today}
          eager
          onCommit={(until) => set({ until })}
          error={errors.until}
        />
      </Group>
      <p className={classes.sentence} role="status">
        {recurrenceWords(rule)}
      </p>
    </fieldset>
  );
}
