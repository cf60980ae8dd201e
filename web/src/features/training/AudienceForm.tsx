import { ActionIcon, Button, Group, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type {
  AudienceRule,
  ModuleChange,
  ProofName,
  RoleName,
  RuleKindName,
  WholeModule,
} from "~/api/client.ts";
import { placedErrors } from "~/lib/problems.ts";
import { proofs, roleLabels, ruleWords } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useAssignees } from "../people/queries.ts";
import { useTeams } from "../teams/queries.ts";
import { useModuleChange } from "./changes.ts";
import classes from "./Training.module.css";

interface Props {
  org: string;
  one: WholeModule;
  onClose: () => void;
}

const kinds: Partial<Record<RuleKindName, () => string>> = {
  everybody: m.rule_everybody,
  role: m.rule_kind_role,
  team: m.rule_kind_team,
  person: m.rule_kind_person,
  answers_to: m.rule_kind_answers_to,
  new_within: m.rule_kind_new_within,
};

/** A rule with what its kind needs; what it does not need is nothing. */
const ruleOf = (said: Partial<AudienceRule> & { kind: RuleKindName }): AudienceRule => ({
  role: null,
  id: null,
  name: null,
  days: null,
  ...said,
});

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

interface NewRuleProps {
  org: string;
  people: { id: string; name: string }[];
  onAdd: (rule: AudienceRule) => void;
}

function NewRule({ org, people, onAdd }: NewRuleProps) {
  const [kind, setKind] = useState<RuleKindName>("everybody");
  const [what, setWhat] = useState("");
  const [days, setDays] = useState<number | string>(30);
  const teams = useTeams(org);
  const choices: Partial<Record<RuleKindName, { value: string; label: string }[]>> = {
    role: (Object.keys(roleLabels) as RoleName[]).map((value) => ({ value, label: roleLabels[value]() })),
    team: teams.map(({ id, name }) => ({ value: id, label: name })),
    person: people.map(({ id, name }) => ({ value: id, label: name })),
    answers_to: people.map(({ id, name }) => ({ value: id, label: name })),
  };
  const options = choices[kind];
  const chosen = options?.find(({ value }) => value === what) ?? options?.[0];
  const add = () => {
    if (kind === "new_within") return onAdd(ruleOf({ kind, days: Number(days) }));
    if (!options) return onAdd(ruleOf({ kind }));
    if (!chosen) return;
    if (kind === "role") return onAdd(ruleOf({ kind, role: chosen.value as RoleName }));
    onAdd(ruleOf({ kind, id: chosen.value, name: chosen.label }));
  };
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label={m.rule_kind()}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as RuleKindName)}
        data={Object.entries(kinds).map(([value, label]) => ({ value, label: label() }))}
      />
      {options && (
        <NativeSelect
          label={kinds[kind]?.() ?? ""}
          value={chosen?.value ?? ""}
          onChange={(event) => setWhat(event.currentTarget.value)}
          data={options}
        />
      )}
      {kind === "new_within" && (
        <NumberInput label={m.rule_days()} min={1} max={365} value={days} onChange={setDays} w={110} />
      )}
      <Button variant="default" onClick={add}>
        {m.rule_add()}
      </Button>
    </Group>
  );
}
