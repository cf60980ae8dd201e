import { ActionIcon, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { AudienceRule, ModuleChange, ProofName, WholeModule } from "~/api/client.ts";
import { placedErrors } from "~/lib/problems.ts";
import { proofs, ruleWords } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useAssignees } from "../people/queries.ts";
import { useModuleChange } from "./changes.ts";
import { NewRule } from "./NewRule.tsx";
import classes from "./Training.module.css";

interface Props {
  org: string;
  one: WholeModule;
  onClose: () => void;
}

const keyOf = (rule: AudienceRule) => [rule.kind, rule.role, rule.id, rule.days].join(" ");

/** Who is asked, by when and how often, and how it is shown that it was them: edited as one. */
export function AudienceForm({ org, one, onClose }: Props) {
  const { change, takeBack, ...state } = useModuleChange(org, one.id);
  const [rules, setRules] = useState<AudienceRule[]>(one.audience.rules);
  const [without, setWithout] = useState(one.audience.without.map(({ id }) => id));
  const [months, setMonths] = useState<number | string>(one.rhythm.months ?? "");
  const people = useAssignees(org);
  const errors = placedErrors(state.error);
  const before: ModuleChange = {
    title: one.title,
    audience: one.audience,
    rhythm: one.rhythm,
    proof: one.proof,
  };
  const names = new Map([...people, ...one.audience.without].map(({ id, name }) => [id, name ?? ""]));
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body: ModuleChange = {
          title: read("title"),
          audience: { rules, without: without.map((id) => ({ id, name: names.get(id) ?? "" })) },
          rhythm: { first_days: Number(read("first_days")), months: months === "" ? null : Number(months) },
          proof: read("proof") as ProofName,
        };
        const done = () => {
          onClose();
          notifySaved(m.module_saved({ reference: one.reference }), () => takeBack(body, before));
        };
        change({ body, words: one.title, done });
      }}
    >
      <TextInput
        name="title"
        label={m.module_title()}
        required
        withAsterisk={false}
        maxLength={200}
        defaultValue={one.title}
        error={errors["/title"]}
      />
      <fieldset className={classes.rules}>
        <legend>{m.training_who()}</legend>
        {rules.length > 0 && (
          <ul className={classes.chosen}>
            {rules.map((rule) => (
              <li key={keyOf(rule)}>
                {ruleWords(rule)}
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={m.rule_remove({ rule: ruleWords(rule) })}
                  onClick={() => setRules(rules.filter((other) => other !== rule))}
                >
                  <IconX size={14} aria-hidden="true" />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <NewRule
          org={org}
          people={people}
          onAdd={(rule) => setRules([...rules.filter((other) => keyOf(other) !== keyOf(rule)), rule])}
        />
      </fieldset>
      <MultiSelect
        label={m.training_without()}
        searchable
        value={without}
        onChange={setWithout}
        data={[...names].map(([value, label]) => ({ value, label }))}
        nothingFoundMessage={m.nobody_found()}
        error={errors["/audience"]}
      />
      <NumberInput
        name="first_days"
        label={m.training_first()}
        description={m.training_first_why()}
        min={1}
        max={365}
        required
        withAsterisk={false}
        defaultValue={one.rhythm.first_days}
        error={errors["/rhythm/first_days"]}
      />
      <NumberInput
        label={m.training_months()}
        description={m.training_months_why()}
        min={1}
        max={120}
        value={months}
        onChange={setMonths}
        error={errors["/rhythm/months"]}
      />
      <NativeSelect
        name="proof"
        label={m.training_proof()}
        description={m.training_proof_why()}
        data={(["link", "sign_in"] as const).map((value) => ({ value, label: proofs[value]() }))}
        defaultValue={one.proof}
        error={errors["/proof"]}
      />
    </EditForm>
  );
}
