import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EvidenceFor, EvidenceRow, Organisation } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useLinks } from "./changes.ts";
import classes from "./Lines.module.css";
import { lookOf } from "./view.ts";
import { damageWords, fileHref } from "./words.ts";

interface Props {
  organisation: Organisation;
  subject: string;
  owner: string | null;
  items: EvidenceFor[];
}

/** What shows something about a thing, latest first. */
export function EvidenceLines({ organisation, subject, owner, items }: Props) {
  const { me, slug, zone } = organisation;
  const links = useLinks(slug);
  return (
    <>
      <FailureNotice error={links.error} />
      <ul className={classes.lines} aria-label={m.evidence_linked_list()}>
        {items.map(({ evidence, suggestion, linked_at, linked_by }) => {
          const { id, reference } = evidence;
          const unlinks =
            may(me, "revise_evidence", owner) || may(me, "revise_evidence", evidence.owner?.id ?? null);
          return (
            <li key={id} className={classes.line}>
              <div className={classes.words}>
                <EvidenceChip org={slug} evidence={evidence} />
                <StateMark look={lookOf(evidence)} />
              </div>
              <div className={classes.facts}>
                <a href={fileHref(slug, id, evidence.file.number)} download={evidence.file.name}>
                  {evidence.file.name}
                </a>
                <span>{sizeWords(evidence.file.size)}</span>
                <span>
                  {m.evidence_linked_by({
                    name: linked_by?.name ?? m.actor_former(),
                    at: formatInstant(linked_at, zone),
                  })}
                </span>
                {unlinks && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={links.pending}
                    aria-label={m.evidence_unlink_which({ reference })}
                    onClick={() => links.unlink({ subject, evidence: id, reference, suggestion })}
                  >
                    {m.evidence_unlink()}
                  </Button>
                )}
              </div>
              {evidence.file.damage && <p className={classes.damage}>{damageWords(evidence.file.damage)}</p>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function EvidenceChip({ org, evidence }: { org: string; evidence: EvidenceRow }) {
  return (
    <Link to="/o/$org/evidence/$id" params={{ org, id: evidence.id }} className={text.chip}>
      <span className={text.reference}>{evidence.reference}</span>
      <span className={classes.chipTitle}>{evidence.title}</span>
    </Link>
  );
}
