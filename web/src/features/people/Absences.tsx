import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Absence, client, type Organisation } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import classes from "./Absences.module.css";
import { absencesQuery } from "./queries.ts";

interface Props {
  organisation: Organisation;
  person: string;
}

/** When somebody is away and who stands in: of oneself, or of anybody for whoever manages people. */
export function Absences({ organisation, person }: Props) {
  const { slug, me } = organisation;
  const shown = may(me, "revise_profile", person);
  const [asking, setAsking] = useState(false);
  const absences = useQuery({ ...absencesQuery(slug, person), enabled: shown });
  if (!shown) return null;
  return (
    <Section title={m.absences()}>
      <p className={classes.why}>{m.absences_why()}</p>
      {absences.isPending && <LoadingLines lines={1} />}
      <FailureNotice error={absences.error} onRetry={() => absences.refetch()} />
      {absences.data?.items.length === 0 && <p className={classes.why}>{m.absences_none()}</p>}
      <ul className={classes.list}>
        {absences.data?.items.map((absence) => (
          <Line key={absence.id} org={slug} person={person} absence={absence} />
        ))}
      </ul>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {m.absence_add()}
      </Button>
      {asking && (
        <AbsenceDialog organisation={organisation} person={person} onClose={() => setAsking(false)} />
      )}
    </Section>
  );
}

function Line({ org, person, absence }: { org: string; person: string; absence: Absence }) {
  const queryClient = useQueryClient();
  const days = { from: formatDate(absence.from), until: formatDate(absence.until) };
  const end = useMutation({
    mutationFn: () =>
      answer(
        client.DELETE("/api/v1/o/{org}/people/{id}/absences/{absence}", {
          params: { path: { org, id: person, absence: absence.id } },
        }),
      ),
    onSuccess: (after) => {
      queryClient.setQueryData(absencesQuery(org, person).queryKey, after);
      notifySaved(m.absence_ended());
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
  return (
    <li>
      <Group gap="sm" justify="space-between">
        <span>
          <span className="tabular">{m.absence_line(days)}</span>
          <br />
          <span className={classes.soft}>
            {absence.delegate ? m.absence_delegate({ name: absence.delegate.name }) : m.absence_no_delegate()}
          </span>
        </span>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={m.absence_end_one(days)}
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {m.absence_end()}
        </Button>
      </Group>
      <FailureNotice error={end.error} />
    </li>
  );
}
