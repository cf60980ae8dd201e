import { Anchor, Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Organisation, Task } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { Prose } from "~/ui/Prose.tsx";
import text from "~/ui/text.module.css";
import { useTaskChange } from "./changes.ts";
import classes from "./TaskPage.module.css";
import { hasEvidence, isClosed } from "./view.ts";

/** The note's field, for the button that leads to it. */
export const EVIDENCE_FIELD = "evidence-note";

interface Props {
  organisation: Organisation;
  task: Task;
  files: ReactNode;
}

/** What shows that the work was done: a note, a link, files, or all of these. */
export function Evidence({ organisation, task, files }: Props) {
  const { me, slug } = organisation;
  const owner = task.owner?.id ?? null;
  const editable = !isClosed(task) && (may(me, "work_task", owner) || may(me, "revise_task", owner));
  const [editing, setEditing] = useState(false);
  const open = editing || (editable && !hasEvidence(task));
  return (
    <Section
      title={m.evidence()}
      aside={
        editable &&
        !open && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {m.edit_evidence()}
          </Button>
        )
      }
    >
      {open ? (
        <EvidenceForm org={slug} task={task} onClose={() => setEditing(false)} closable={hasEvidence(task)} />
      ) : (
        <EvidenceShown task={task} />
      )}
      <div className={classes.files}>{files}</div>
    </Section>
  );
}

function EvidenceShown({ task }: { task: Task }) {
  if (!hasEvidence(task)) return <p className={text.soft}>{m.evidence_none()}</p>;
  const link = task.evidence_url;
  return (
    <>
      {task.evidence_note && <Prose text={task.evidence_note} />}
      {link && /^https?:\/\//i.test(link) && (
        <Anchor href={link} rel="noreferrer" target="_blank" underline="always">
          {link}
        </Anchor>
      )}
    </>
  );
}

interface FormProps {
  org: string;
  task: Task;
  closable: boolean;
  onClose: () => void;
}

function EvidenceForm({ org, task, closable, onClose }: FormProps) {
  const { change, begin, pending, error, conflict } = useTaskChange(org, task.id);
  const errors = fieldErrors(error);
  return (
    <form
      onInput={begin}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const read = (name: string) => String(form.get(name) ?? "").trim() || null;
        const body = { evidence_note: read("evidence_note"), evidence_url: read("evidence_url") };
        const done = () => {
          onClose();
          notifySaved(m.evidence_saved());
        };
        change({ body, words: body.evidence_note ?? body.evidence_url ?? m.value_none(), done });
      }}
    >
      <Stack gap="sm">
        {conflict && <ConflictNotice {...conflict} />}
        <FailureNotice error={error} />
        <Textarea
          id={EVIDENCE_FIELD}
          name="evidence_note"
          label={m.field_evidence_note()}
          description={m.evidence_note_why()}
          autosize
          minRows={3}
          defaultValue={task.evidence_note ?? ""}
          error={errors.evidence_note}
        />
        <TextInput
          name="evidence_url"
          type="url"
          label={m.field_evidence_url()}
          description={m.evidence_url_why()}
          placeholder="https://"
          defaultValue={task.evidence_url ?? ""}
          error={errors.evidence_url}
        />
        <Group>
          <Button type="submit" variant="light" loading={pending}>
            {m.save_evidence()}
          </Button>
          {closable && (
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
