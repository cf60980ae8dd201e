import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { OperatedUsage } from "~/api/client.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { useSteps } from "./changes.ts";
import { LimitsForm } from "./LimitsForm.tsx";
import classes from "./Operator.module.css";
import { operatedQuery } from "./queries.ts";
import { moment } from "./words.ts";

/** One organisation: how much it uses, and the steps in it. */
export default function OrganisationPart({ id }: { id: string }) {
  const { data: organisation } = useSuspenseQuery(operatedQuery(id));
  const { suspend, resume } = useSteps(organisation);
  const [asking, setAsking] = useState(false);
  const { name, slug, founded_at, suspended_at, suspended_why, closing_at } = organisation;
  return (
    <>
      <PageHeading
        title={name}
        above={
          <Link to="/operator" search={{}}>
            {m.operator_organisations()}
          </Link>
        }
        below={m.operator_founded({ slug, at: moment(founded_at) })}
        actions={
          suspended_at ? (
            <Button
              loading={resume.isPending}
              onClick={() => resume.mutate(undefined, { onSuccess: () => notifySaved(m.operator_resumed()) })}
            >
              {m.operator_resume()}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setAsking(true)}>
              {m.operator_suspend()}
            </Button>
          )
        }
      />
      <FailureNotice error={resume.error} />
      {suspended_at && (
        <Notice tone="amber">
          <p>{m.operator_suspended_since({ at: moment(suspended_at), why: suspended_why ?? "" })}</p>
        </Notice>
      )}
      {closing_at && (
        <Notice tone="amber">
          <p>{m.operator_closing({ at: moment(closing_at) })}</p>
        </Notice>
      )}
      <Section title={m.settings_usage()}>
        <Figures organisation={organisation} />
      </Section>
      <Section title={m.operator_limits()}>
        <LimitsForm key={organisation.version} organisation={organisation} />
      </Section>
      {asking && (
        <ReasonDialog
          title={m.operator_suspend()}
          explanation={m.operator_suspend_why()}
          error={suspend.error}
          pending={suspend.isPending}
          onClose={() => setAsking(false)}
          onGive={(reason) =>
            suspend.mutate(reason, {
              onSuccess: () => {
                setAsking(false);
                notifySaved(m.operator_now_suspended({ name }));
              },
            })
          }
        />
      )}
    </>
  );
}

function Figures({ organisation }: { organisation: OperatedUsage }) {
  const { usage } = organisation;
  const rows: [string, number | string][] = [
    [m.usage_people(), organisation.people],
    [m.usage_files(), sizeWords(organisation.file_bytes)],
    [m.usage_tasks(), usage.tasks],
    [m.usage_open_tasks(), usage.open_tasks],
    [m.usage_evidence(), usage.evidence],
    [m.usage_connections(), usage.connections],
    [m.usage_webhooks(), usage.webhooks],
    [m.usage_services(), usage.service_accounts],
    [m.usage_tokens(), usage.tokens],
    [m.operator_jobs_waiting(), organisation.jobs_waiting],
    [m.operator_jobs_given_up(), organisation.jobs_dead],
  ];
  return (
    <dl className={classes.figures}>
      {rows.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
