import { Button, Group, Select, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Connection } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useConnectionChange } from "./changes.ts";
import { placesQuery } from "./queries.ts";
import { posted, type RuleName, rules } from "./view.ts";

interface Props {
  org: string;
  connection: Connection;
  onDone: () => void;
  onCancel?: (() => void) | undefined;
}

/** Which channel tasks are posted to, which of them, and whether owners are also written to in person. */
export function ChannelForm({ org, connection, onDone, onCancel }: Props) {
  const before = posted(connection.setup);
  const [channel, setChannel] = useState<string | null>(before?.channel.id ?? null);
  const [rule, setRule] = useState<RuleName>(before?.rule ?? "by_hand");
  const [direct, setDirect] = useState(before?.direct ?? true);
  const { change, begin, pending, error, conflict } = useConnectionChange(org, connection.id);
  const places = useQuery(placesQuery(org, connection.id, {}));
  if (places.isPending) return <LoadingLines lines={4} />;
  if (places.isError) return <FailureNotice error={places.error} onRetry={() => places.refetch()} />;
  const errors = fieldErrors(error);
  const label = (one: { name: string; key?: string | null }) =>
    one.key ? m.channel_private({ name: one.name }) : `#${one.name}`;
  const save = () =>
    channel &&
    change({
      body: { messages: { channel, rule, direct } },
      words: m.setup(),
      done: () => {
        notifySaved(m.setup_messages_saved());
        onDone();
      },
    });
  return (
    <form
      onInput={begin}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md" maw={520}>
        {conflict && <ConflictNotice {...conflict} />}
        <FailureNotice error={error} />
        <Select
          label={m.setup_channel()}
          description={m.setup_channel_why()}
          data={places.data.channels.map((one) => ({ value: one.id, label: label(one) }))}
          value={channel}
          searchable
          allowDeselect={false}
          nothingFoundMessage={m.setup_channel_missing()}
          error={errors.channel}
          onChange={setChannel}
        />
        <Select
          label={m.setup_rule_posted()}
          data={Object.entries(rules).map(([value, words]) => ({ value, label: words() }))}
          value={rule}
          allowDeselect={false}
          onChange={(next) => next && setRule(next as RuleName)}
        />
        <Switch
          label={m.setup_direct()}
          description={m.setup_direct_why()}
          checked={direct}
          onChange={(event) => setDirect(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" loading={pending} disabled={!channel}>
            {m.setup_save()}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {m.cancel()}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
