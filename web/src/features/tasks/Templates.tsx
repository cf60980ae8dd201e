import { Button, Group, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, TaskTemplate } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { recurrenceWords } from "~/lib/recurrence.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import text from "~/ui/text.module.css";
import classes from "./TaskWork.module.css";
import { TemplateForm } from "./TemplateForm.tsx";
import { templatesQuery, useTemplateChanges } from "./templates.ts";

/** The templates, and the form of the one that is made or changed. */
export function Templates({ organisation }: { organisation: Organisation }) {
  const [shown, setShown] = useState("used");
  const [editing, setEditing] = useState<TaskTemplate | "new" | null>(null);
  const { slug, me } = organisation;
  const list = useQuery(templatesQuery(slug, shown === "archived"));
  const manages = may(me, "manage_templates");
  if (editing) {
    const over = editing === "new" ? undefined : editing;
    return (
      <TemplateForm
        organisation={organisation}
        start={over ?? {}}
        over={over}
        onClose={() => setEditing(null)}
        onSaved={() => {
          setEditing(null);
          notifySaved(m.template_saved());
        }}
      />
    );
  }
  const items = list.data?.items ?? [];
  return (
    <>
      <p className={text.soft}>{m.templates_why()}</p>
      {manages && (
        <Group justify="space-between" mb="md">
          <SegmentedControl
            aria-label={m.templates()}
            value={shown}
            onChange={setShown}
            data={[
              { value: "used", label: m.template_list() },
              { value: "archived", label: m.templates_archived() },
            ]}
          />
          <Button onClick={() => setEditing("new")}>{m.template_new()}</Button>
        </Group>
      )}
      <FailureNotice error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <LoadingLines />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState title={m.board_empty()}>
          <p>{m.templates_empty()}</p>
          <p>{m.templates_example()}</p>
        </EmptyState>
      )}
      <ul className={classes.items}>
        {items.map((template) => (
          <Line
            key={template.id}
            org={slug}
            template={template}
            manages={manages}
            onEdit={() => setEditing(template)}
          />
        ))}
      </ul>
    </>
  );
}

interface LineProps {
  org: string;
  template: TaskTemplate;
  manages: boolean;
  onEdit: () => void;
}

function Line({ org, template, manages, onEdit }: LineProps) {
  const { archive } = useTemplateChanges(org);
  const { title, archived } = template;
  const say = (after: TaskTemplate) =>
    notifySaved(after.archived ? m.template_archived({ title }) : m.template_restored({ title }), () =>
      archive.mutateAsync({ template: after, archived: !after.archived }).then(() => m.undo_done()),
    );
  const facts = [
    template.checklist.length > 0 && m.template_steps({ count: template.checklist.length }),
    typeof template.due_in === "number" && m.template_due_days({ count: template.due_in }),
    template.recurrence && recurrenceWords(template.recurrence),
  ].filter(Boolean);
  return (
    <li className={classes.item}>
      <div>
        <strong>{title}</strong>
        {facts.length > 0 && <div className={text.soft}>{facts.join(" · ")}</div>}
        <FailureNotice error={archive.error} />
      </div>
      {manages && (
        <Group gap="xs" wrap="nowrap">
          {!archived && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`${m.template_edit()}: ${title}`}
              onClick={onEdit}
            >
              {m.template_edit()}
            </Button>
          )}
          <Button
            variant="subtle"
            size="compact-sm"
            loading={archive.isPending}
            aria-label={`${archived ? m.template_restore() : m.template_archive()}: ${title}`}
            onClick={() => archive.mutate({ template, archived: !archived }, { onSuccess: say })}
          >
            {archived ? m.template_restore() : m.template_archive()}
          </Button>
        </Group>
      )}
    </li>
  );
}
