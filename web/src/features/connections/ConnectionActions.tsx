import { Button, Group, Modal, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Connection } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useConnectionChange, useConnectionTest, useConsent, useDisconnect } from "./changes.ts";
import { WorkflowDialog } from "./WorkflowDialog.tsx";

/** What can be done with a connection as it stands. */
export function ConnectionActions({ org, connection }: { org: string; connection: Connection }) {
  const { change, pending, error, conflict } = useConnectionChange(org, connection.id);
  const test = useConnectionTest(org, connection.id);
  const consent = useConsent(org);
  const [ending, setEnding] = useState(false);
  const [leading, setLeading] = useState(false);
  const step = connection.state === "paused" ? "resume" : "pause";
  const service = connection.service === "slack" ? "slack" : "jira_cloud";
  const words = step === "pause" ? m.pause() : m.resume();
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error ?? test.error ?? consent.error} />
      <Group gap="xs" mb="xl">
        {connection.state === "needs_reconnect" &&
          (connection.service === "jira_cloud" || connection.service === "slack") && (
            <Button
              loading={consent.isPending}
              onClick={() => consent.mutate({ service, connection: connection.id })}
            >
              {m.connect_again()}
            </Button>
          )}
        {connection.service === "teams" && (
          <Button
            variant={connection.state === "needs_reconnect" ? "filled" : "default"}
            onClick={() => setLeading(true)}
          >
            {connection.state === "needs_reconnect" ? m.connect_again() : m.teams_other_address()}
          </Button>
        )}
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {m.test_connection()}
        </Button>
        {(connection.state === "active" || connection.state === "paused") && (
          <Button
            variant="default"
            loading={pending}
            onClick={() => change({ body: { step }, words, done: () => notifySaved(m.saved()) })}
          >
            {words}
          </Button>
        )}
        <Button variant="default" onClick={() => setEnding(true)}>
          {m.disconnect()}
        </Button>
      </Group>
      {test.data &&
        (test.data.ok ? (
          <p role="status">
            {connection.service === "teams"
              ? m.test_posted({ name: connection.name })
              : m.test_ok({ account: test.data.account ?? "" })}
          </p>
        ) : (
          <Notice tone="amber" title={m.test_findings()}>
            {test.data.findings.map((finding) => (
              <p key={finding}>{finding}</p>
            ))}
          </Notice>
        ))}
      {leading && (
        <WorkflowDialog
          org={org}
          connection={connection}
          onClose={() => setLeading(false)}
          onConnected={() => {
            setLeading(false);
            notifySaved(m.saved());
          }}
        />
      )}
      {ending && <DisconnectDialog org={org} connection={connection} onClose={() => setEnding(false)} />}
    </>
  );
}

function DisconnectDialog(props: { org: string; connection: Connection; onClose: () => void }) {
  const { org, connection, onClose } = props;
  const navigate = useNavigate();
  const end = useDisconnect(org, connection, () =>
    navigate({ to: "/o/$org/connections", params: { org }, replace: true }),
  );
  return (
    <Modal opened onClose={onClose} title={m.disconnect_title({ name: connection.name })}>
      <FailureNotice error={end.error} />
      <Text size="sm">
        {connection.service === "teams"
          ? m.disconnect_teams_text()
          : m.disconnect_text({ service: connection.title })}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {m.cancel()}
        </Button>
        <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>
          {m.disconnect()}
        </Button>
      </Group>
    </Modal>
  );
}
