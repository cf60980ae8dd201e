import { useState } from "react";
import type { Evidence, EvidenceChange, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useEvidenceChange } from "./changes.ts";

const day = (date: string | null | undefined) => (date ? formatDate(date) : m.no_date());

/** Whose it is and for how long it is valid; each is saved as it is chosen and can be taken back. */
export function EvidenceFields({
  organisation,
  evidence,
}: {
  organisation: Organisation;
  evidence: Evidence;
}) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { change, takeBack, draft, error, conflict } = useEvidenceChange(slug, evidence.id);
  const save = (body: EvidenceChange, before: EvidenceChange, words: string) =>
    change({ body, words, done: () => notifySaved(words, () => takeBack(body, before)) });
  const number = <Fact label={m.version()}>{evidence.file.number}</Fact>;
  if (!evidence.may.revise || evidence.state === "withdrawn") {
    return (
      <FactBar label={m.key_facts()}>
        <Fact label={m.owner()}>{evidence.owner?.name ?? m.nobody()}</Fact>
        <Fact label={m.valid_from()}>{day(evidence.valid_from)}</Fact>
        <Fact label={m.valid_until()}>{day(evidence.valid_until)}</Fact>
        {number}
      </FactBar>
    );
  }
  const now = { ...evidence, ...draft };
  const ownerId = draft && "owner" in draft ? draft.owner : evidence.owner?.id;
  const owner = people.find(({ id }) => id === ownerId) ?? (ownerId ? evidence.owner : null);
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <FactBar label={m.key_facts()}>
        <PersonSelect
          label={m.owner()}
          people={people}
          value={owner}
          myself={me.person_id}
          onSearchChange={setTyped}
          onChange={(person) =>
            save(
              { owner: person?.id ?? null },
              { owner: evidence.owner?.id ?? null },
              m.owner_now({ name: person?.name ?? m.nobody() }),
            )
          }
        />
        <DateField
          label={m.valid_from()}
          value={now.valid_from ?? null}
          today={today}
          onCommit={(date) =>
            save(
              { valid_from: date },
              { valid_from: evidence.valid_from },
              m.valid_from_now({ date: day(date) }),
            )
          }
        />
        <DateField
          label={m.valid_until()}
          value={now.valid_until ?? null}
          today={today}
          onCommit={(date) =>
            save(
              { valid_until: date },
              { valid_until: evidence.valid_until },
              m.valid_until_now({ date: day(date) }),
            )
          }
        />
        {number}
      </FactBar>
    </>
  );
}
