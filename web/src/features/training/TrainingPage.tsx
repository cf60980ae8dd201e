import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Assignment, TrainingModule } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { moduleStates, standings } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import cards from "~/ui/Cards.module.css";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useOrganisation } from "../organisation/queries.ts";
import { AddModule } from "./AddModule.tsx";
import { CompletionBar } from "./CompletionBar.tsx";
import { modulesQuery, myTrainingQuery } from "./queries.ts";
import classes from "./Training.module.css";

/** What one is asked to learn oneself, and what everybody is. */
export function TrainingPage({ org }: { org: string }) {
  const { me } = useOrganisation(org);
  const { data } = useSuspenseQuery(modulesQuery(org));
  const [adding, setAdding] = useState(false);
  const manages = may(me, "manage_training");
  const add = manages && <Button onClick={() => setAdding(true)}>{m.module_add()}</Button>;
  const aside = data.items.filter(({ state }) => state === "aside");
  const others = data.items.filter(({ state }) => state !== "aside");
  const reads = me.permissions.read_training === "all";
  return (
    <>
      <PageHeading
        title={m.nav_training()}
        below={reads ? m.training_why() : m.training_why_own()}
        actions={others.length > 0 && add}
      />
      {may(me, "take_training") && <Mine org={org} alone={!reads} />}
      {others.length > 0 && (
        <Section title={m.training_modules()}>
          <Cards org={org} rows={others} />
        </Section>
      )}
      {others.length === 0 && reads && (
        <EmptyState title={m.training_empty_title()} action={add}>
          <p>{manages ? m.training_empty_text() : m.training_empty_text_others()}</p>
        </EmptyState>
      )}
      {aside.length > 0 && (
        <Section title={m.certifications_aside()}>
          <Cards org={org} rows={aside} />
        </Section>
      )}
      {adding && <AddModule org={org} onClose={() => setAdding(false)} />}
    </>
  );
}

/** What is to be done by whoever looks, what is due first; done in a page that needs no script. */
function Mine({ org, alone }: { org: string; alone: boolean }) {
  const { data } = useQuery(myTrainingQuery(org));
  if (!data) return null;
  if (data.items.length === 0) {
    return alone ? (
      <EmptyState title={m.training_none_title()}>
        <p>{m.training_none_text()}</p>
      </EmptyState>
    ) : null;
  }
  return (
    <Section title={m.training_mine()}>
      <ul className={classes.mine}>
        {data.items.map((one) => (
          <li key={one.id} className={classes.line}>
            <Link
              to="/o/$org/training/assignments/$id"
              params={{ org, id: one.id }}
              className={classes.title}
            >
              {one.module.title}
            </Link>
            <StateMark look={standings[one.standing]} />
            <span className={text.soft}>{when(one)}</span>
            {(one.standing === "open" || one.standing === "overdue") && (
              <Button component="a" href={`/learn/${org}/${one.id}`} size="compact-md" variant="default">
                {m.training_begin()}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const when = (one: Assignment) =>
  one.settled
    ? one.counts_until
      ? m.training_counts_until({ date: formatDate(one.counts_until) })
      : formatDate(one.settled)
    : m.training_by({ date: formatDate(one.due) });

function Cards({ org, rows }: { org: string; rows: TrainingModule[] }) {
  return (
    <ul className={cards.cards}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/o/$org/training/$id" params={{ org, id: row.id }} className={cards.card}>
            <span className={cards.name}>
              {row.reference} {row.title}
            </span>
            <StateMark look={moduleStates[row.state]} />
            <CompletionBar of={row.completion} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
