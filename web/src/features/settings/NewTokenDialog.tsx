import { Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ActionName, ServiceAccount, TokenScope } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { humanise } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useTokens } from "./changes.ts";

interface Props {
  org: string;
  /** The service account that it is for; none: oneself. */
  account: ServiceAccount | null;
  actions: ActionName[];
  onClose: () => void;
  onMade: (secret: string, scope: TokenScope) => void;
}

export function NewTokenDialog({ org, account, actions, onClose, onMade }: Props) {
  const { make } = useTokens(org);
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("read");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<ActionName[]>([]);
  const errors = fieldErrors(make.error);
  const title = account ? m.token_make_for({ name: account.name }) : m.token_make();
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const body = {
            name,
            scope,
            days: Number(days),
            actions: chosen.length > 0 && scope !== "calendar" ? chosen : null,
            service_account: account?.id ?? null,
          };
          make.mutate(body, { onSuccess: ({ secret }) => onMade(secret, scope) });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={make.error} />
          <TextInput
            label={m.name()}
            description={m.token_name_why()}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
            withAsterisk={false}
            error={errors.name}
            data-autofocus
          />
          <Select
            label={m.token_scope()}
            description={scope === "calendar" && m.scope_calendar_why()}
            data={[
              { value: "read", label: m.scope_read() },
              { value: "write", label: m.scope_write() },
              { value: "calendar", label: m.scope_calendar() },
            ]}
            allowDeselect={false}
            value={scope}
            onChange={(next) => {
              if (next) setScope(next as TokenScope);
              // Nobody thinks of a calendar again before they have to.
              if (next === "calendar") setDays("365");
            }}
          />
          <Select
            label={m.token_days()}
            data={[7, 30, 90, 180, 365].map((count) => ({
              value: String(count),
              label: m.token_days_count({ count }),
            }))}
            allowDeselect={false}
            value={days}
            onChange={(next) => next && setDays(next)}
            error={errors.days}
          />
          {scope !== "calendar" && (
            <MultiSelect
              label={m.token_actions()}
              description={m.token_actions_why()}
              data={actions.map((value) => ({ value, label: humanise(value) }))}
              value={chosen}
              onChange={(next) => setChosen(next as ActionName[])}
              searchable
              error={errors.actions}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {m.token_make()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
