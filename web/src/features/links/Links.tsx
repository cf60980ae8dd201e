import { Button } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { LinkedThing, Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { thingLook } from "~/lib/things.ts";
import { m } from "~/paraglide/messages.js";
import { DueDate } from "~/ui/DueDate.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { ThingChip } from "~/ui/ThingChip.tsx";
import { ChooseTask, ChooseThing } from "./ChooseThing.tsx";
import { useThingLinks } from "./changes.ts";
import classes from "./Links.module.css";
import { linksQuery } from "./queries.ts";

interface Props {
  organisation: Organisation;
  /** What is linked: a task to anything, anything else to tasks. */
  thing: { id: string; kind: string; owner: string | null };
  /** What says more than a link would already. */
  known?: string[];
  /** Said where there is nothing; without it nothing is said. */
  none?: string;
}

/** What a thing is linked to, and the way to more of it. */
export function Links({ organisation, thing, known = [], none }: Props) {
  const { me, slug: org, today } = organisation;
  const found = useQuery({ ...linksQuery(org, thing.id), enabled: may(me, "read_tasks") });
  const links = useThingLinks(org, thing.id);
  const [choosing, setChoosing] = useState(false);
  if (!may(me, "read_tasks")) return null;
  if (found.isPending) return <LoadingLines lines={2} />;
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => found.refetch()} />;
  const { items, total } = found.data;
  // One's own may be linked to anything, and anything to a task of one's own.
  const linksThis = may(me, "revise_task", thing.owner);
  const linksOwn = thing.kind !== "task" && may(me, "revise_task");
  const close = () => setChoosing(false);
  const Choose = thing.kind === "task" ? ChooseThing : ChooseTask;
  const label = thing.kind === "task" ? m.links_title() : m.links_tasks();
  return (
    <div data-links="true">
      <FailureNotice error={links.error} />
      {items.length === 0 && none && <p className={classes.soft}>{none}</p>}
      {items.length > 0 && (
        <ul className={classes.lines} aria-label={label}>
          {items.map((other) => (
            <li key={other.id} className={classes.line}>
              <Other org={org} today={today} other={other} />
              {(linksThis || may(me, "revise_task", other.owner?.id ?? null)) && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={links.pending}
                  aria-label={m.evidence_unlink_which({ reference: other.reference })}
                  onClick={() => links.unlink(other)}
                >
                  {m.evidence_unlink()}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {total > items.length && (
        <p className={classes.soft}>
          <Link to="/o/$org/tasks" params={{ org }} search={{ linked: thing.id }}>
            {m.links_all({ count: total })}
          </Link>
        </p>
      )}
      {(linksThis || linksOwn) && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconLink size={16} aria-hidden="true" />}
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {thing.kind === "task" ? m.links_more() : m.links_more_tasks()}
        </Button>
      )}
      {choosing && (
        <Choose
          org={org}
          mine={!linksThis}
          taken={[thing.id, ...known, ...items.map((one) => one.id)]}
          onClose={close}
          onChoose={(other) => {
            close();
            links.link(other);
          }}
        />
      )}
    </div>
  );
}

function Other({ org, today, other }: { org: string; today: string; other: LinkedThing }) {
  const { kind, state, due } = other;
  const look = thingLook(kind, state);
  return (
    <>
      <ThingChip org={org} thing={other} />
      {look && <StateMark look={look} />}
      {kind === "task" && due && (
        <DueDate due={due} today={today} closed={state === "done" || state === "cancelled"} />
      )}
    </>
  );
}
