import { useState } from "react";
import type { Finding, FindingChange, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { needsAnswer } from "~/lib/findings.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useFindingChange } from "./findingChanges.ts";

const day = (date: string | null | undefined) => (date ? formatDate(date) : m.no_date());

interface Props {
  organisation: Organisation;
  finding: Finding;
}

/** Whose it is, and by when what is done; each is saved as it is chosen and can be taken back. */
export function FindingFacts({ organisation, finding: one }: Props) {
  if (one.may.manage && one.state !== "closed") return <Fields organisation={organisation} one={one} />;
  return (
    <FactBar label={m.key_facts()}>
      <Fact label={m.owner()}>{one.owner?.name ?? m.nobody()}</Fact>
      {needsAnswer(one.grade) && <Fact label={m.finding_due()}>{day(one.due)}</Fact>}
      {needsAnswer(one.grade) && <Fact label={m.finding_act_by()}>{day(one.act_by)}</Fact>}
    </FactBar>
  );
}

function Fields({ organisation, one }: { organisation: Organisation; one: Finding }) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { change, takeBack, draft, error, conflict } = useFindingChange(slug, one.id);
  const save = (body: FindingChange, before: FindingChange, words: string) =>
    change({ body, words, done: () => notifySaved(words, () => takeBack(body, before)) });
  const ownerId = draft && "owner" in draft ? draft.owner : one.owner?.id;
  const owner = people.find(({ id }) => id === ownerId) ?? (ownerId ? one.owner : null);
  const dates = needsAnswer(one.grade)
    ? ([
        ["due", m.finding_due()],
        ["act_by", m.finding_act_by()],
      ] as const)
    : [];
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
              { owner: one.owner?.id ?? null },
              m.owner_now({ name: person?.name ?? m.nobody() }),
            )
          }
        />
        {dates.map(([field, label]) => (
          <DateField
            key={field}
            label={label}
            value={(draft && field in draft ? draft[field] : one[field]) ?? null}
            today={today}
            onCommit={(date) =>
              save({ [field]: date }, { [field]: one[field] }, m.fact_now({ what: label, date: day(date) }))
            }
          />
        ))}
      </FactBar>
    </>
  );
}
