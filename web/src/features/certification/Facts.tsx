import { useState } from "react";
import type { Certification, CertificationChange, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { DateField } from "~/ui/DateField.tsx";
import { Fact, FactBar } from "~/ui/FactBar.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PersonSelect } from "~/ui/PersonSelect.tsx";
import { useAssignees } from "../people/queries.ts";
import { useCertificationChange } from "./changes.ts";

const day = (date: string | null | undefined) => (date ? formatDate(date) : m.no_date());

interface Props {
  organisation: Organisation;
  certification: Certification;
  onChanged: (after: Certification) => void;
}

/** From what its dates are reckoned, and whose it is; each is saved as it is chosen and can be taken back. */
export function Facts({ organisation, certification: one, onChanged }: Props) {
  const decided = one.decision !== null;
  const number = one.number && <Fact label={m.certificate_number()}>{one.number}</Fact>;
  const decision = decided && <Fact label={m.certificate_decision()}>{day(one.decision)}</Fact>;
  if (!one.may.manage || one.aside) {
    return (
      <FactBar label={m.key_facts()}>
        <Fact label={m.owner()}>{one.owner?.name ?? m.nobody()}</Fact>
        {number}
        {decision}
        {decided && <Fact label={m.certificate_last_day()}>{day(one.expiry)}</Fact>}
        <Fact label={m.last_internal_audit()}>{day(one.internal_audit)}</Fact>
        <Fact label={m.last_management_review()}>{day(one.management_review)}</Fact>
      </FactBar>
    );
  }
  return (
    <Fields organisation={organisation} one={one} onChanged={onChanged}>
      {number}
      {decision}
    </Fields>
  );
}

interface FieldsProps {
  organisation: Organisation;
  one: Certification;
  onChanged: (after: Certification) => void;
  children: React.ReactNode;
}

function Fields({ organisation, one, onChanged, children }: FieldsProps) {
  const { slug, me, today } = organisation;
  const [typed, setTyped] = useState("");
  const people = useAssignees(slug, typed);
  const { change, takeBack, draft, error, conflict } = useCertificationChange(slug, one.id);
  const save = (body: CertificationChange, before: CertificationChange, words: string) =>
    change({
      body,
      words,
      done: (after) => {
        onChanged(after);
        notifySaved(words, () => takeBack(body, before));
      },
    });
  const ownerId = draft && "owner" in draft ? draft.owner : one.owner?.id;
  const owner = people.find(({ id }) => id === ownerId) ?? (ownerId ? one.owner : null);
  const dates = [
    ["internal_audit", m.last_internal_audit()],
    ["management_review", m.last_management_review()],
  ] as const;
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
        {children}
        {one.decision !== null && (
          <DateField
            label={m.certificate_last_day()}
            value={(draft && "expiry" in draft ? draft.expiry : one.expiry) ?? null}
            today={today}
            onCommit={(expiry) =>
              save(
                { expiry },
                { expiry: one.expiry_noted },
                m.fact_now({ what: m.certificate_last_day(), date: day(expiry) }),
              )
            }
          />
        )}
        {dates.map(([field, label]) => (
          <DateField
            key={field}
            label={label}
            value={(draft && field in draft ? draft[field] : one[field]) ?? null}
            today={today}
            max={today}
            onCommit={(date) =>
              save({ [field]: date }, { [field]: one[field] }, m.fact_now({ what: label, date: day(date) }))
            }
          />
        ))}
      </FactBar>
    </>
  );
}
