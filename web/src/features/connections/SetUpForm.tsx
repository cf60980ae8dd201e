import { Button, Group, Select, Stack, TagsInput } from "@mantine/core";
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
import { RemoteField } from "./RemoteField.tsx";
import { StatusMeanings } from "./StatusMeanings.tsx";
import { chosen, type RuleName, rules } from "./view.ts";

interface Props {
  org: string;
  connection: Connection;
  onDone: () => void;
  onCancel?: (() => void) | undefined;
}

/** Site, project, type, and whatever else the project asks for; each choice brings the next. */
export function SetUpForm({ org, connection, onDone, onCancel }: Props) {
  const before = chosen(connection.setup);
  const [project, setProject] = useState<string | null>(before?.project.id ?? null);
  const [issueType, setIssueType] = useState<string | null>(before?.issue_type.id ?? null);
  const [fields, setFields] = useState<Record<string, unknown>>(before?.fields ?? {});
  const [labels, setLabels] = useState<string[]>(before?.labels ?? []);
  const [statuses, setStatuses] = useState(before?.statuses ?? {});
  const [rule, setRule] = useState<RuleName>(before?.rule ?? "by_hand");
  const { change, begin, pending, error, conflict } = useConnectionChange(org, connection.id);
  const id = connection.id;
  const places = useQuery(placesQuery(org, id, {}));
  const types = useQuery({ ...placesQuery(org, id, { project: project ?? "" }), enabled: project !== null });
  const asked = useQuery({
    ...placesQuery(org, id, { project: project ?? "", issue_type: issueType ?? "" }),
    enabled: project !== null && issueType !== null,
  });
  if (places.isPending) return <LoadingLines lines={4} />;
  if (places.isError) return <FailureNotice error={places.error} onRetry={() => places.refetch()} />;
  const errors = fieldErrors(error);
  const required = asked.data?.fields.filter((field) => field.required) ?? [];
  const save = () =>
    project &&
    issueType &&
    change({
      body: {
        setup: { project, issue_type: issueType, fields, labels, statuses, rule },
      },
      words: m.setup(),
      done: () => {
        notifySaved(m.setup_saved());
        onDone();
      },
    });
  const choices = (list: { id: string; name: string }[] | undefined) =>
    list?.map((one) => ({ value: one.id, label: one.name })) ?? [];
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
        <FailureNotice error={error ?? types.error ?? asked.error} />
        {!before && places.data.sites.length > 1 && (
          <Select
            label={m.setup_site()}
            data={choices(places.data.sites)}
            value={places.data.sites.find((site) => site.name === connection.name)?.id ?? null}
            allowDeselect={false}
            onChange={(site) =>
              site && change({ body: { site }, words: site, done: () => void places.refetch() })
            }
          />
        )}
        <Select
          label={m.setup_project()}
          data={choices(places.data.projects)}
          value={project}
          searchable
          allowDeselect={false}
          error={errors.project}
          onChange={(next) => {
            setProject(next);
            setIssueType(null);
            setFields({});
          }}
        />
        <Select
          label={m.setup_issue_type()}
          data={choices(types.data?.issue_types)}
          value={issueType}
          disabled={!project}
          allowDeselect={false}
          error={errors.issue_type}
          onChange={setIssueType}
        />
        {required.map((field) => (
          <RemoteField
            key={field.id}
            field={field}
            value={fields[field.id]}
            error={errors[field.id]}
            onChange={(value) => setFields((old) => ({ ...old, [field.id]: value }))}
          />
        ))}
        <StatusMeanings statuses={asked.data?.statuses ?? []} value={statuses} onChange={setStatuses} />
        <TagsInput
          label={m.setup_labels()}
          description={m.setup_labels_why()}
          value={labels}
          error={errors.labels}
          onChange={setLabels}
        />
        <Select
          label={m.setup_rule()}
          data={Object.entries(rules).map(([value, label]) => ({ value, label: label() }))}
          value={rule}
          allowDeselect={false}
          onChange={(next) => next && setRule(next as RuleName)}
        />
        <Group>
          <Button type="submit" loading={pending} disabled={!project || !issueType || asked.isPending}>
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
