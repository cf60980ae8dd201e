import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { TrainingRecord } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { proofs } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { FactList } from "~/ui/FactList.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { attestedTextQuery } from "./queries.ts";
import classes from "./Training.module.css";

interface AttestedProps {
  org: string;
  one: TrainingRecord;
  attestation: NonNullable<TrainingRecord["attestation"]>;
  zone: string;
  own: boolean;
}

/** What exactly was confirmed: the very bytes, whose hash is in the trail. */
export function Attested({ org, one, attestation, zone, own }: AttestedProps) {
  const { data, error } = useQuery(attestedTextQuery(org, one.id));
  return (
    <Section title={m.training_attested()}>
      <FactList
        facts={[
          [m.training_attested_at(), formatInstant(attestation.at, zone)],
          [m.training_proof(), proofs[attestation.proof]()],
          [m.training_sha256(), attestation.sha256],
          [m.training_trail(), attestation.trail_entry ? String(attestation.trail_entry) : null],
        ]}
        none=""
      />
      <p className={text.soft}>{m.training_attested_why()}</p>
      <FailureNotice error={error} />
      {data !== undefined && (
        <pre className={classes.bytes} lang={attestation.language} dir="auto">
          {data}
        </pre>
      )}
      <Group gap="md">
        {own && (
          <Button component="a" href={`/learn/${org}/${one.id}/certificate`} variant="default">
            {m.training_certificate()}
          </Button>
        )}
        <a href={`/verify/${attestation.code}`} className={classes.quiet}>
          {m.training_verify()}
        </a>
      </Group>
    </Section>
  );
}
