import { Group, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Evidence, EvidenceChange, Organisation } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useEvidenceChange } from "./changes.ts";
import { evidenceQuery } from "./queries.ts";

interface Props {
  organisation: Organisation;
  id: string;
  onClose: () => void;
}

/** What evidence is called, what it shows and for how long; all of it can be said later, too. */
export function DescribeForm({ organisation, id, onClose }: Props) {
  const evidence = useQuery(evidenceQuery(organisation.slug, id));
  if (evidence.isPending) return <LoadingLines lines={2} />;
  if (evidence.isError) return <FailureNotice error={evidence.error} onRetry={() => evidence.refetch()} />;
  return <Fields org={organisation.slug} evidence={evidence.data} onClose={onClose} />;
}

function Fields({ org, evidence, onClose }: { org: string; evidence: Evidence; onClose: () => void }) {
  const { change, takeBack, ...state } = useEvidenceChange(org, evidence.id);
  const errors = fieldErrors(state.error);
  const before: EvidenceChange = {
    title: evidence.title,
    description: evidence.description,
    valid_from: evidence.valid_from,
    valid_until: evidence.valid_until,
  };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body = {
          title: read("title"),
          description: read("description"),
          valid_from: read("valid_from") || null,
          valid_until: read("valid_until") || null,
        };
        const done = () => {
          onClose();
          notifySaved(m.evidence_described({ reference: evidence.reference }), () => takeBack(body, before));
        };
        change({ body, words: body.title, done });
      }}
    >
      <TextInput
        name="title"
        label={m.title()}
        required
        withAsterisk={false}
        maxLength={200}
        defaultValue={evidence.title}
        error={errors.title}
        data-autofocus
        autoFocus
      />
      <Textarea
        name="description"
        label={m.evidence_shows()}
        description={m.evidence_shows_why()}
        autosize
        minRows={3}
        maxLength={5000}
        defaultValue={evidence.description}
        error={errors.description}
      />
      <Group grow align="flex-start">
        <TextInput
          type="date"
          name="valid_from"
          label={m.valid_from()}
          defaultValue={evidence.valid_from ?? ""}
          error={errors.valid_from}
        />
        <TextInput
          type="date"
          name="valid_until"
          label={m.valid_until()}
          defaultValue={evidence.valid_until ?? ""}
          error={errors.valid_until}
        />
      </Group>
    </EditForm>
  );
}
