import { Button, Group, Menu, NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { priorities, priorityNames } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { connectionsQuery } from "../connections/queries.ts";
import { useAssignees } from "../people/queries.ts";
import classes from "./BulkBar.module.css";
import { useBulk } from "./bulk.ts";
import type { useChoice } from "./choice.ts";

interface Props {
  organisation: Organisation;
  choice: ReturnType<typeof useChoice>;
  /** How many match in all. */
  total: number;
  /** Whether there are more that match, and could be chosen too. */
  more: boolean;
}

/** `a`: to whom the chosen ones are to be given. */
export const focusBulkOwner = () => document.querySelector<HTMLElement>("[data-bulk] [data-person]")?.focus();

/** What can be done with the tasks that are chosen; each change can be taken back for ten seconds. */
export function BulkBar({ organisation, choice, total, more }: Props) {
  const { picked: chosen, clear: onClear } = choice;
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { revise, share, pending, done, error } = useBulk(slug, choice);
  const shares = may(me, "share_task");
  const connections = useQuery({ ...connectionsQuery(slug), enabled: shares });
  const targets = connections.data?.items.filter((one) => one.state === "active") ?? [];
  return (
    <section className={classes.bar} aria-label={m.bulk_label()} data-bulk="true">
      <FailureNotice error={error ?? choice.error} />
      <Group gap="sm" align="flex-end">
        <Text fw={600} size="sm" role="status" className="tabular">
          {done === null
            ? m.bulk_chosen({ count: chosen.length })
            : m.bulk_under_way({ done, count: chosen.length })}
        </Text>
        {may(me, "revise_task") && (
          <>
            <PersonSelect
              size="xs"
              label={m.owner()}
              people={people}
              value={null}
              myself={me.person_id}
              disabled={pending}
              onSearchChange={setTyped}
              onChange={(person) => person && revise({ owner: person.id })}
            />
            <DateField
              size="xs"
              label={m.due()}
              value={null}
              today={today}
              disabled={pending}
              onCommit={(due) => due && revise({ due })}
            />
            <NativeSelect
              size="xs"
              label={m.priority()}
              value=""
              disabled={pending}
              data={[
                { value: "", label: m.bulk_choose() },
                ...priorityNames.map((value) => ({ value, label: priorities[value]() })),
              ]}
              onChange={(event) => {
                const priority = priorityNames.find((name) => name === event.currentTarget.value);
                if (priority) revise({ priority });
              }}
            />
          </>
        )}
        {shares && targets.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" variant="default" loading={pending}>
                {m.send_to()}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {targets.map((one) => (
                <Menu.Item key={one.id} onClick={() => share(one.id, `${one.title}: ${one.name}`)}>
                  {one.title}: {one.name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {more && (
          <Button
            size="xs"
            variant="default"
            loading={choice.gathering}
            disabled={pending}
            onClick={choice.chooseAll}
          >
            {m.bulk_choose_matching({ count: total })}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={onClear} disabled={pending}>
          {m.bulk_clear()}
        </Button>
      </Group>
    </section>
  );
}
