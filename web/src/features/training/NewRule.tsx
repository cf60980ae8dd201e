import { Button, Group, NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { AudienceRule, RoleName, RuleKindName } from "~/api/client.ts";
import { roleLabels } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { useTeams } from "../teams/queries.ts";

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

interface NewRuleProps {
  org: string;
  people: { id: string; name: string }[];
  onAdd: (rule: AudienceRule) => void;
}

/** One more rule by which somebody is asked. */
export function NewRule({ org, people, onAdd }: NewRuleProps) {
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
