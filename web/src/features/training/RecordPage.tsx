import { Button, Group } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { TrainingRecord } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { standings } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FactList } from "~/ui/FactList.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { RemindersSent } from "~/ui/RemindersSent.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Attested } from "./Attested.tsx";
import { useAllowing, useWaiver } from "./changes.ts";
import { recordQuery, remindersQuery } from "./queries.ts";
import classes from "./Training.module.css";
import { Tries } from "./Tries.tsx";

/** Everything that is kept of one person and one training: for them, and for whoever audits. */
export function RecordPage({ org, id }: { org: string; id: string }) {
  const { me, zone } = useOrganisation(org);
  const { data: one } = useSuspenseQuery(recordQuery(org, id));
  const open = one.standing === "open" || one.standing === "overdue";
  const log = useQuery(remindersQuery(org, id));
  const own = one.person.id === me.person_id;
  const reads = me.permissions.read_training === "all";
  const manages = may(me, "manage_training") && open;
  const facts: [string, string | null | undefined][] = [
    [m.training_person(), one.person.name],
    [m.training_assigned(), formatDate(one.assigned)],
    [m.due(), formatDate(one.due)],
    [m.version(), String(one.module_version)],
    [m.training_settled(), one.settled && formatDate(one.settled)],
    [m.training_counts(), one.counts_until && formatDate(one.counts_until)],
    [
      m.training_waived_because(),
      one.waiver && m.training_waived_by({ ...one.waiver, name: one.waiver.by.name }),
    ],
  ];
  return (
    <>
      <PageHeading
        above={
          reads ? (
            <Link to="/o/$org/training/$id" params={{ org, id: one.module.id }}>
              {one.module.reference} {one.module.title}
            </Link>
          ) : (
            <Link to="/o/$org/training" params={{ org }}>
              {m.nav_training()}
            </Link>
          )
        }
        title={
          reads && !own ? m.training_of({ title: one.module.title, name: one.person.name }) : one.module.title
        }
        below={<StateMark look={standings[one.standing]} />}
        actions={
          <Group gap="sm">
            {manages && one.tries.length > 0 && one.state === "quiz_failed" && <Allow org={org} one={one} />}
            {manages && !own && <Waive org={org} one={one} />}
            {own && open && (
              <Button component="a" href={`/learn/${org}/${one.id}`}>
                {m.training_begin()}
              </Button>
            )}
          </Group>
        }
      />
      <div className={classes.record}>
        <FactList facts={facts} none="" />
        {one.attestation && (
          <Attested org={org} one={one} attestation={one.attestation} zone={zone} own={own} />
        )}
        <Tries one={one} zone={zone} />
        <Section title={m.reminders()}>
          <RemindersSent log={log} zone={zone} none={m.reminders_empty_training()} />
        </Section>
      </div>
    </>
  );
}

function Waive({ org, one }: { org: string; one: TrainingRecord }) {
  const { change, pending, error, conflict } = useWaiver(org, one.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <Button variant="default" onClick={() => setAsking(true)}>
        {m.training_waive()}
      </Button>
      {asking && (
        <ReasonDialog
          title={m.training_waive()}
          explanation={m.training_waive_why({ name: one.person.name })}
          error={error}
          pending={pending}
          onGive={(reason) => {
            const done = () => {
              setAsking(false);
              notifySaved(m.training_waived_saved({ name: one.person.name }));
            };
            change({ body: { reason }, words: m.training_waive(), done });
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Allow({ org, one }: { org: string; one: TrainingRecord }) {
  const allow = useAllowing(org, one);
  return (
    <>
      <FailureNotice error={allow.error} />
      <Button variant="default" loading={allow.isPending} onClick={() => allow.mutate()}>
        {m.training_allow()}
      </Button>
    </>
  );
}
