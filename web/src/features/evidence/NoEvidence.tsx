import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";

/** What evidence is, for whoever sees none. */
export function NoEvidence({ filtered, uploads }: { filtered: boolean; uploads: boolean }) {
  if (filtered) {
    return (
      <EmptyState title={m.nothing_matches()}>
        <p>{m.nothing_matches_text()}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={m.evidence_empty_title()}>
      <p>{m.evidence_empty_text()}</p>
      <p>{m.evidence_empty_kept()}</p>
      <p>{uploads ? m.evidence_empty_example() : m.evidence_empty_own()}</p>
    </EmptyState>
  );
}
