import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import classes from "./SetUp.module.css";
import { SetUpForm } from "./SetUpForm.tsx";
import { chosen, rules } from "./view.ts";

/** Where things go: shown, or chosen anew from what the service offers now. */
export function SetUp(props: { org: string; connection: Connection; manages: boolean }) {
  const { org, connection, manages } = props;
  const setup = chosen(connection.setup);
  const [editing, setEditing] = useState(false);
  const usable = connection.state !== "needs_reconnect";
  if (manages && usable && (editing || !setup)) {
    return (
      <SetUpForm
        org={org}
        connection={connection}
        onDone={() => setEditing(false)}
        onCancel={setup ? () => setEditing(false) : undefined}
      />
    );
  }
  if (!setup) return <p className={text.soft}>{m.setup_none()}</p>;
  return (
    <>
      <dl className={classes.facts}>
        <dt>{m.setup_project()}</dt>
        <dd>
          {setup.project.name} ({setup.project_key})
        </dd>
        <dt>{m.setup_issue_type()}</dt>
        <dd>{setup.issue_type.name}</dd>
        <dt>{m.setup_rule()}</dt>
        <dd>{rules[setup.rule]()}</dd>
        {setup.labels.length > 0 && (
          <>
            <dt>{m.setup_labels()}</dt>
            <dd>{setup.labels.join(", ")}</dd>
          </>
        )}
      </dl>
      {manages && usable && (
        <Button variant="default" mt="md" onClick={() => setEditing(true)}>
          {m.setup_change()}
        </Button>
      )}
    </>
  );
}
