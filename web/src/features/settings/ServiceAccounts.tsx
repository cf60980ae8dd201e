import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RoleName, ServiceAccount } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { useTokens } from "./changes.ts";
import { servicesQuery } from "./queries.ts";
import classes from "./Settings.module.css";

const roles: Partial<Record<RoleName, () => string>> = {
  manager: m.role_manager,
  contributor: m.role_contributor,
  auditor: m.role_auditor,
  staff: m.role_staff,
};

interface Props {
  org: string;
  onToken: (account: ServiceAccount) => void;
}

/** Programs that act in their own name. */
export function ServiceAccounts({ org, onToken }: Props) {
  const { data } = useSuspenseQuery(servicesQuery(org));
  const { end } = useTokens(org);
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={m.service_accounts()}
      aside={
        <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
          {m.service_add()}
        </Button>
      }
    >
      <p className={classes.why}>{m.services_why()}</p>
      <FailureNotice error={end.error} />
      {data.items.length === 0 && <p className={classes.why}>{m.services_none()}</p>}
      <ul className={classes.list}>
        {data.items.map((account) => (
          <li key={account.id} className={classes.item}>
            <span className={classes.what}>
              <span className={account.active ? classes.name : classes.gone}>{account.name}</span>{" "}
              <span className={text.soft}>
                {roles[account.role]?.() ?? account.role}. {account.purpose}
                {!account.active && ` ${m.service_ended()}`}
              </span>
            </span>
            {account.active && (
              <Group gap="xs">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={m.token_make_for({ name: account.name })}
                  onClick={() => onToken(account)}
                >
                  {m.token_make()}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={end.isPending && end.variables?.id === account.id}
                  aria-label={m.service_end_named({ name: account.name })}
                  onClick={() => end.mutate(account, { onSuccess: () => notifySaved(m.service_now_ended()) })}
                >
                  {m.service_end()}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {adding && <AddService org={org} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddService({ org, onClose }: { org: string; onClose: () => void }) {
  const { add } = useTokens(org);
  const [role, setRole] = useState<RoleName>("contributor");
  const errors = fieldErrors(add.error);
  return (
    <Modal opened onClose={onClose} title={m.service_add()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const said = (name: string) => String(form.get(name) ?? "").trim();
          add.mutate({ name: said("name"), purpose: said("purpose"), role }, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={add.error} />
          <TextInput
            name="name"
            label={m.name()}
            maxLength={120}
            required
            withAsterisk={false}
            error={errors.name}
            data-autofocus
          />
          <TextInput
            name="purpose"
            label={m.service_purpose()}
            maxLength={300}
            required
            withAsterisk={false}
            error={errors.purpose}
          />
          <Select
            label={m.service_role()}
            description={m.service_role_why()}
            data={Object.entries(roles).map(([value, label]) => ({ value, label: label() }))}
            allowDeselect={false}
            value={role}
            onChange={(next) => next && setRole(next as RoleName)}
            error={errors.role}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {m.service_add()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
