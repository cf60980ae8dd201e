import { Button, Group } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { WholeModule } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { moduleStates, proofs, ruleWords } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FactList } from "~/ui/FactList.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Approve } from "./Approve.tsx";
import { Asked } from "./Asked.tsx";
import { AudienceForm } from "./AudienceForm.tsx";
import { CompletionBar } from "./CompletionBar.tsx";
import { useModuleAside } from "./changes.ts";
import { type AskedSearch, moduleQuery } from "./queries.ts";
import classes from "./Training.module.css";
import { VersionForm } from "./VersionForm.tsx";
import { Versions } from "./Versions.tsx";

interface Props {
  org: string;
  id: string;
  search: AskedSearch;
  onSearch: (patch: AskedSearch) => void;
  history: (zone: string) => ReactNode;
  conversation: ReactNode;
}

/** One training: what is read and confirmed, who is asked, and how far they have come. */
export function ModulePage({ org, id, search, onSearch, history, conversation }: Props) {
  const { me, zone } = useOrganisation(org);
  const { data: one } = useSuspenseQuery(moduleQuery(org, id));
  const [editing, setEditing] = useState<"text" | "audience" | null>(null);
  const draft = one.versions.find(({ approved_at }) => !approved_at);
  const manages = one.may.manage && one.state !== "aside";
  const change = (what: "text" | "audience", label: string) =>
    manages &&
    editing === null && (
      <Button variant="subtle" size="compact-sm" onClick={() => setEditing(what)}>
        {label}
      </Button>
    );
  return (
    <>
      <PageHeading
        above={
          <Link to="/o/$org/training" params={{ org }}>
            {m.nav_training()}
          </Link>
        }
        title={one.title}
        reference={one.reference}
        below={<StateMark look={moduleStates[one.state]} />}
        actions={
          <Group gap="sm">
            {one.may.manage && <Aside org={org} one={one} />}
            {manages && draft && <Approve org={org} one={one} draft={draft} />}
          </Group>
        }
      />
      {one.current !== null && <CompletionBar of={one.completion} />}
      <div className={classes.page}>
        <div>
          <Section title={m.training_audience()} aside={change("audience", m.training_change())}>
            {editing === "audience" ? (
              <AudienceForm org={org} one={one} onClose={() => setEditing(null)} />
            ) : (
              <FactList facts={facts(one)} none={m.training_nobody_asked()} />
            )}
          </Section>
          <Section
            title={m.training_text()}
            aside={change("text", draft ? m.edit_text() : m.module_write_version())}
          >
            {editing === "text" ? (
              <VersionForm org={org} one={one} onClose={() => setEditing(null)} />
            ) : (
              <Versions one={one} zone={zone} />
            )}
          </Section>
          {one.current !== null && <Asked org={org} module={id} search={search} onSearch={onSearch} />}
          {conversation}
        </div>
        {may(me, "read_history") && <Section title={m.history()}>{history(zone)}</Section>}
      </div>
    </>
  );
}

const facts = (one: WholeModule) =>
  [
    [m.training_who(), one.audience.rules.map(ruleWords).join(", ")],
    [m.training_without(), one.audience.without.map(({ name }) => name).join(", ")],
    [m.training_first(), m.training_first_days({ days: one.rhythm.first_days })],
    [m.training_rhythm(), one.rhythm.months ? m.months({ count: one.rhythm.months }) : m.training_once()],
    [m.training_proof(), proofs[one.proof]()],
    [m.owner(), one.owner?.name],
  ] as const satisfies readonly (readonly [string, string | null | undefined])[] as unknown as [
    string,
    string | null | undefined,
  ][];

function Aside({ org, one }: { org: string; one: WholeModule }) {
  const { change, takeBack, pending, error, conflict } = useModuleAside(org, one.id);
  const turn = () => {
    const body = { aside: one.state !== "aside" };
    const words = body.aside
      ? m.body_put_aside({ reference: one.reference })
      : m.body_taken_back({ reference: one.reference });
    const done = () => notifySaved(words, () => takeBack(body, { aside: !body.aside }));
    change({ body, words, done });
  };
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Button variant="default" loading={pending} onClick={turn}>
        {one.state === "aside" ? m.certification_take_back() : m.certification_put_aside()}
      </Button>
    </>
  );
}
