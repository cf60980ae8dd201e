import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import { CardForm } from "./CardForm.tsx";
import { ChannelForm } from "./ChannelForm.tsx";
import classes from "./SetUp.module.css";
import { SetUpForm } from "./SetUpForm.tsx";
import { cards, chosen, hearings, posted, rules } from "./view.ts";

const forms = { jira_cloud: SetUpForm, jira_server: SetUpForm, slack: ChannelForm, teams: CardForm };

/** Where things go: shown, or chosen anew from what the service offers now. */
export function SetUp(props: { org: string; connection: Connection; manages: boolean }) {
  const { org, connection, manages } = props;
  const facts = setUpFacts(connection);
  const [editing, setEditing] = useState(false);
  const usable = connection.state !== "needs_reconnect";
  if (manages && usable && (editing || !facts)) {
    const Form = forms[connection.service];
    return (
      <Form
        org={org}
        connection={connection}
        onDone={() => setEditing(false)}
        onCancel={facts ? () => setEditing(false) : undefined}
      />
    );
  }
  if (!facts) return <p className={text.soft}>{m.setup_none()}</p>;
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}:`}>{value}</dd>])}
      </dl>
      {manages && usable && (
        <Button variant="default" mt="md" onClick={() => setEditing(true)}>
          {m.setup_change()}
        </Button>
      )}
    </>
  );
}

/** What was chosen, by name; null while nobody has. */
function setUpFacts({ name, setup }: Connection): [string, string][] | null {
  const heard = cards(setup);
  if (heard) {
    return [
      [m.setup_channel(), name],
      [m.setup_hears(), hearings[heard.reminders]()],
    ];
  }
  const messages = posted(setup);
  if (messages) {
    return [
      [m.setup_channel(), `#${messages.channel.name}`],
      [m.setup_rule_posted(), rules[messages.rule]()],
      [m.setup_direct(), messages.direct ? m.yes() : m.no()],
    ];
  }
  const issues = chosen(setup);
  if (!issues) return null;
  const labels: [string, string][] =
    issues.labels.length > 0 ? [[m.setup_labels(), issues.labels.join(", ")]] : [];
  const names = Object.keys(issues.statuses);
  const statuses: [string, string][] =
    names.length > 0 ? [[m.setup_statuses_changed(), names.join(", ")]] : [];
  return [
    [m.setup_project(), `${issues.project.name} (${issues.project_key})`],
    [m.setup_issue_type(), issues.issue_type.name],
    [m.setup_rule(), rules[issues.rule]()],
    ...labels,
    ...statuses,
  ];
}
