import { Group, Stack, Textarea, TextInput } from "@mantine/core";
import type { Visit } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Certification.module.css";

interface Props {
  visit: Visit | null;
  held: boolean;
  errors: Record<string, string>;
}

const days = [
  ["days_planned", m.visit_days_planned],
  ["days_used", m.visit_days_used],
] as const;

/** Who comes, what is looked at and how long it takes: folded away until somebody has something to say. */
export function RecordFields({ visit, held, errors }: Props) {
  const said = visit !== null && (visit.team || visit.agenda || visit.days_planned !== null);
  return (
    <details className={classes.why} open={Boolean(said) || Object.keys(errors).length > 0}>
      <summary>{m.visit_more()}</summary>
      <Stack gap="sm" mt="sm">
        <TextInput
          name="team"
          label={m.visit_team()}
          description={m.visit_team_why()}
          maxLength={5000}
          defaultValue={visit?.team ?? ""}
          error={errors.team}
        />
        <Textarea
          name="attendees"
          label={m.visit_attendees()}
          autosize
          maxLength={5000}
          defaultValue={visit?.attendees ?? ""}
          error={errors.attendees}
        />
        <Textarea
          name="agenda"
          label={m.visit_agenda()}
          autosize
          minRows={2}
          maxLength={5000}
          defaultValue={visit?.agenda ?? ""}
          error={errors.agenda}
        />
        {(held || visit?.sampled) && (
          <Textarea
            name="sampled"
            label={m.visit_sampled()}
            description={m.visit_sampled_why()}
            autosize
            maxLength={5000}
            defaultValue={visit?.sampled ?? ""}
            error={errors.sampled}
          />
        )}
        <Group grow>
          {days.map(([field, label]) => (
            <TextInput
              key={field}
              name={field}
              type="number"
              min={0}
              max={250}
              step={0.25}
              label={label()}
              defaultValue={visit?.[field] ?? ""}
              error={errors[field]}
            />
          ))}
        </Group>
      </Stack>
    </details>
  );
}
