import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Certification, CertificationChange, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import { EditForm } from "~/ui/EditForm.tsx";
import { FactList } from "~/ui/FactList.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { useCertificationChange } from "./changes.ts";

interface Props {
  organisation: Organisation;
  certification: Certification;
  onChanged: (after: Certification) => void;
}

/** What is agreed with the body, what else the certificate says, and which change the body has to hear of. */
export function Agreed({ organisation, certification: one, onChanged }: Props) {
  const [editing, setEditing] = useState(false);
  const editable = one.may.manage && !one.aside && !editing;
  return (
    <Section
      title={m.agreed()}
      aside={
        editable && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {m.edit_text()}
          </Button>
        )
      }
    >
      {editing ? (
        <Fields
          organisation={organisation}
          one={one}
          onChanged={onChanged}
          onClose={() => setEditing(false)}
        />
      ) : (
        <Read one={one} />
      )}
    </Section>
  );
}

function Read({ one }: { one: Certification }) {
  const { notice } = one;
  const told =
    notice && (notice.told ? m.notice_told({ date: formatDate(notice.told) }) : m.notice_not_told());
  const facts = [
    [m.contract_number(), one.contract],
    [m.contract_ends(), one.contract_ends && formatDate(one.contract_ends)],
    [m.audit_team(), one.team],
    [m.certificate_sites(), one.sites],
    [m.certificate_soa(), one.soa],
    [m.notice_of_change(), notice && m.notice_of({ date: formatDate(notice.on), told: told ?? "" })],
  ] as const;
  return <FactList facts={[...facts]} none={m.agreed_none()} />;
}

interface FieldsProps {
  organisation: Organisation;
  one: Certification;
  onChanged: (after: Certification) => void;
  onClose: () => void;
}

function Fields({ organisation, one, onChanged, onClose }: FieldsProps) {
  const { slug, today } = organisation;
  const { change, takeBack, ...state } = useCertificationChange(slug, one.id);
  const [ends, setEnds] = useState<string | null>(one.contract_ends);
  const [changed, setChanged] = useState<string | null>(one.notice?.on ?? null);
  const [told, setTold] = useState<string | null>(one.notice?.told ?? null);
  const errors = fieldErrors(state.error);
  const before: CertificationChange = {
    contract: one.contract,
    contract_ends: one.contract_ends,
    team: one.team,
    sites: one.sites,
    soa: one.soa,
    notice: one.notice,
  };
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body: CertificationChange = {
          contract: read("contract"),
          contract_ends: ends,
          team: read("team"),
          sites: read("sites"),
          soa: read("soa"),
          notice: changed ? { on: changed, told } : null,
        };
        const done = (after: Certification) => {
          onClose();
          onChanged(after);
          notifySaved(m.certification_saved({ reference: one.reference }), () => takeBack(body, before));
        };
        change({ body, words: m.agreed(), done });
      }}
    >
      <TextInput
        name="contract"
        label={m.contract_number()}
        maxLength={100}
        defaultValue={one.contract}
        error={errors.contract}
        autoFocus
      />
      <DateField
        label={m.contract_ends()}
        value={ends}
        today={today}
        eager
        onCommit={setEnds}
        error={errors.contract_ends}
      />
      <Textarea
        name="team"
        label={m.audit_team()}
        description={m.visit_team_why()}
        autosize
        minRows={2}
        maxLength={2000}
        defaultValue={one.team}
        error={errors.team}
      />
      <Textarea
        name="sites"
        label={m.certificate_sites()}
        autosize
        minRows={2}
        maxLength={2000}
        defaultValue={one.sites}
        error={errors.sites}
      />
      <TextInput
        name="soa"
        label={m.certificate_soa()}
        description={m.certificate_soa_why()}
        maxLength={100}
        defaultValue={one.soa}
        error={errors.soa}
      />
      <DateField
        label={m.notice_of_change()}
        value={changed}
        today={today}
        eager
        onCommit={setChanged}
        error={errors.notice ?? errors.on}
      />
      {changed && (
        <DateField
          label={m.notice_told_on()}
          value={told}
          today={today}
          max={today}
          eager
          onCommit={setTold}
          error={errors.told}
        />
      )}
    </EditForm>
  );
}
