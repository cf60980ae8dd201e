import { NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import type { Escalation, PersonRef, Settings } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { useAssignees } from "../people/queries.ts";
import classes from "./Settings.module.css";

interface Props {
  org: string;
  settings: Settings;
  value: Escalation;
  /** What is wrong with it. */
  error: string | undefined;
  onChange: (escalation: Escalation) => void;
}

const levels = ["manager_days", "lead_days", "top_days"] as const;

const labels: Record<(typeof levels)[number], () => string> = {
  manager_days: m.escalation_manager,
  lead_days: m.escalation_lead,
  top_days: m.escalation_top,
};

/** After how many days overdue others hear of it, and who they are. */
export function EscalationFields({ org, settings, value, error, onChange }: Props) {
  const { me } = useOrganisation(org);
  const [typed, setTyped] = useState("");
  const people = useAssignees(org, typed);
  // Who was chosen need not be among those who are offered at present.
  const [known, setKnown] = useState([settings.lead, settings.top].filter((each) => each !== null));
  const named = (id: string | null): PersonRef | null =>
    [...known, ...people].find((each) => each.id === id) ?? null;
  const set = (patch: Partial<Escalation>) => onChange({ ...value, ...patch });
  const choose = (role: "lead" | "top", person: PersonRef | null) => {
    if (person) setKnown([...known, person]);
    set({ [role]: person?.id ?? null });
  };
  return (
    <fieldset className={classes.group} aria-label={m.escalation()}>
      <p className={classes.name}>{m.escalation()}</p>
      <p className={classes.why}>{m.escalation_why()}</p>
      <Stack>
        {levels.map((level) => (
          <NumberInput
            key={level}
            label={labels[level]()}
            placeholder={m.escalation_off()}
            value={value[level] ?? ""}
            min={1}
            max={90}
            allowDecimal={false}
            error={Boolean(error)}
            onChange={(days) => set({ [level]: Number(days) || null })}
          />
        ))}
        {error && (
          <p className={classes.wrong} role="alert">
            {error}
          </p>
        )}
        <PersonSelect
          label={m.escalation_who_leads()}
          description={value.lead ? undefined : foundWords(settings)}
          people={people}
          value={named(value.lead)}
          myself={me.person_id}
          onSearchChange={setTyped}
          onChange={(person) => choose("lead", person)}
        />
        <PersonSelect
          label={m.escalation_who_top()}
          description={value.top ? undefined : m.escalation_who_top_why()}
          people={people}
          value={named(value.top)}
          myself={me.person_id}
          onSearchChange={setTyped}
          onChange={(person) => choose("top", person)}
        />
      </Stack>
    </fieldset>
  );
}

/** Who leads where nobody is chosen; who would be found is known only where that is so already. */
function foundWords({ lead, reminders }: Settings): string {
  if (reminders.escalation?.lead) return m.escalation_who_leads_longest();
  return lead ? m.escalation_who_leads_found({ name: lead.name }) : m.escalation_who_leads_none();
}
