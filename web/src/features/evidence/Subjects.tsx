import { Button } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import type { Evidence, LinkedSubject, Organisation } from "~/api/client.ts";
import { thingLook } from "~/lib/things.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { ThingChip } from "~/ui/ThingChip.tsx";
import text from "~/ui/text.module.css";
import { ChooseSubject } from "./ChooseSubject.tsx";
import { useLinks } from "./changes.ts";
import classes from "./Lines.module.css";

interface Props {
  organisation: Organisation;
  evidence: Evidence;
}

/** What it shows something about. */
export function Subjects({ organisation, evidence }: Props) {
  const { slug: org } = organisation;
  const links = useLinks(org);
  const [choosing, setChoosing] = useState(false);
  const { id, reference, subjects } = evidence;
  const editable = evidence.may.revise;
  const close = () => setChoosing(false);
  return (
    <Section
      title={m.evidence_for()}
      aside={
        editable &&
        evidence.state === "current" && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconLink size={16} aria-hidden="true" />}
            aria-expanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            {m.evidence_link_more()}
          </Button>
        )
      }
    >
      <FailureNotice error={links.error} />
      {subjects.length === 0 && <p className={text.soft}>{m.evidence_for_none()}</p>}
      <ul className={classes.lines} aria-label={m.evidence_for()}>
        {subjects.map((subject) => (
          <li key={subject.id} className={classes.words}>
            <ThingChip org={org} thing={{ ...subject, reference: subject.reference ?? "" }} />
            <Standing subject={subject} />
            {editable && (
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={links.pending}
                aria-label={m.evidence_unlink_which({ reference: subject.reference ?? subject.title })}
                onClick={() => links.unlink({ subject: subject.id, evidence: id, reference })}
              >
                {m.evidence_unlink()}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {choosing && (
        <ChooseSubject
          org={org}
          taken={subjects.map((one) => one.id)}
          onClose={close}
          onChoose={(subject) => {
            close();
            links.link({ subject, evidence: id, reference });
          }}
        />
      )}
    </Section>
  );
}

function Standing({ subject: { kind, state } }: { subject: LinkedSubject }) {
  const look = thingLook(kind, state);
  return look && <StateMark look={look} />;
}
