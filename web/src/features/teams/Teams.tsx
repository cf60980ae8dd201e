import { Button, Drawer, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, TeamRow } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { Face } from "~/ui/Face.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Beside } from "~/ui/Page.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { NewTeamForm } from "./NewTeamForm.tsx";
import { teamsQuery } from "./queries.ts";
import { TeamPanel } from "./TeamPanel.tsx";
import classes from "./Teams.module.css";

interface Props {
  organisation: Organisation;
  /** Which lies open beside the list. */
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}

/** The teams of the organisation; each opens beside them. */
export default function Teams({ organisation, open, onOpen }: Props) {
  const [q, setQ] = useState("");
  const teams = useQuery(teamsQuery(organisation.slug, q));
  const [making, { open: make, close }] = useDisclosure();
  const rows = teams.data?.items ?? [];
  const manages = may(organisation.me, "manage_people");
  const add = manages && (
    <Button leftSection={<IconPlus size={16} />} onClick={make}>
      {m.team_new()}
    </Button>
  );
  return (
    <>
      <div className={classes.tools}>
        <SearchBox label={m.team_search()} value={q} onSearch={setQ} />
        {rows.length > 0 && add}
      </div>
      <FailureNotice error={teams.error} onRetry={() => teams.refetch()} />
      {teams.isPending && <LoadingLines />}
      {teams.isSuccess && rows.length === 0 && (
        <EmptyState title={q ? m.nothing_matches() : m.team_none_title()} action={!q && add}>
          <p>{q ? m.nothing_matches_text() : m.team_none_text()}</p>
          {!q && <p>{m.team_none_example()}</p>}
        </EmptyState>
      )}
      <ul className={classes.list} aria-label={m.teams()}>
        {rows.map((team) => (
          <Line key={team.id} team={team} onOpen={() => onOpen(team.id)} />
        ))}
      </ul>
      <Modal opened={making} onClose={close} title={m.team_new()}>
        <NewTeamForm
          organisation={organisation}
          onMade={(id) => {
            close();
            onOpen(id);
          }}
        />
      </Modal>
      <Drawer
        opened={Boolean(open)}
        onClose={() => onOpen(undefined)}
        position="right"
        size="lg"
        title={m.team()}
      >
        <Beside>{open && <TeamPanel key={open} organisation={organisation} id={open} />}</Beside>
      </Drawer>
    </>
  );
}

function Line({ team, onOpen }: { team: TeamRow; onOpen: () => void }) {
  return (
    <li className={classes.line}>
      <button type="button" className={classes.open} onClick={onOpen}>
        <span className={classes.name}>
          {team.name}
          {team.archived && <span className={classes.soft}> · {m.team_archived()}</span>}
        </span>
        <span className={classes.facts}>
          {team.lead && <Face person={team.lead} />}
          <span>{team.lead ? m.team_led_by({ name: team.lead.name }) : m.team_no_lead()}</span>
          <span>{m.team_size({ count: team.size })}</span>
        </span>
      </button>
    </li>
  );
}
