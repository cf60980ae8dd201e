import { useQuery } from "@tanstack/react-query";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import text from "~/ui/text.module.css";
import { AddEvidence } from "./AddEvidence.tsx";
import { EvidenceLines } from "./EvidenceLines.tsx";
import { subjectEvidenceQuery } from "./queries.ts";

interface Props {
  organisation: Organisation;
  subject: string;
  /** Whose the thing is. */
  owner: string | null;
}

/** The evidence for a task or control: what there is, and the ways to more of it. */
export function EvidencePanel({ organisation, subject, owner }: Props) {
  const { me, slug } = organisation;
  const found = useQuery({
    ...subjectEvidenceQuery(slug, subject),
    enabled: may(me, "read_evidence"),
  });
  if (!may(me, "read_evidence")) return null;
  if (found.isPending) return <LoadingLines lines={2} />;
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => found.refetch()} />;
  const { items } = found.data;
  return (
    <div data-evidence="true">
      {items.length > 0 ? (
        <EvidenceLines organisation={organisation} subject={subject} owner={owner} items={items} />
      ) : (
        <p className={text.soft}>{m.evidence_panel_none()}</p>
      )}
      <AddEvidence organisation={organisation} target={{ org: slug, subject }} owner={owner} items={items} />
    </div>
  );
}
