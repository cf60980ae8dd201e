import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Assignment, StandingName } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { standings } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { Section } from "~/ui/Page.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { useTeams } from "../teams/queries.ts";
import { type AskedSearch, askedQuery } from "./queries.ts";
import classes from "./Training.module.css";

interface Props {
  org: string;
  module: string;
  search: AskedSearch;
  onSearch: (patch: AskedSearch) => void;
}

/** Who is asked for a training, and how it stands with each; what is due first stands first. */
export function Asked({ org, module, search, onSearch }: Props) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    askedQuery(org, module, search),
  );
  const teams = useTeams(org);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const all = { value: "", label: m.training_all() };
  return (
    <Section title={m.training_people()}>
      <search className={classes.filters} aria-label={m.filters()}>
        <SearchBox
          label={m.training_search()}
          value={search.q ?? ""}
          onSearch={(q) => onSearch({ q: q || undefined })}
        />
        <NativeSelect
          label={m.state()}
          value={search.standing ?? ""}
          onChange={(event) =>
            onSearch({ standing: (event.currentTarget.value || undefined) as StandingName })
          }
          data={[
            all,
            ...(Object.keys(standings) as StandingName[]).map((value) => ({
              value,
              label: standings[value].label(),
            })),
          ]}
        />
        {teams.length > 0 && (
          <NativeSelect
            label={m.team()}
            value={search.team ?? ""}
            onChange={(event) => onSearch({ team: event.currentTarget.value || undefined })}
            data={[all, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
      </search>
      <FailureNotice error={error} />
      {!data && !error && <LoadingLines lines={4} />}
      {data && rows.length === 0 && <p className={text.soft}>{m.training_people_none()}</p>}
      <ul className={classes.people}>
        {rows.map((row) => (
          <Line key={row.id} org={org} row={row} />
        ))}
      </ul>
      {data && rows.length > 0 && (
        <MoreRows
          shown={rows.length}
          total={data.pages[0]?.total ?? rows.length}
          hasMore={hasNextPage}
          loading={isFetchingNextPage}
          onMore={() => void fetchNextPage()}
        />
      )}
    </Section>
  );
}

function Line({ org, row }: { org: string; row: Assignment }) {
  return (
    <li className={classes.line}>
      <Link to="/o/$org/training/assignments/$id" params={{ org, id: row.id }} className={classes.title}>
        {row.person.name}
      </Link>
      <StateMark look={standings[row.standing]} />
      {row.state === "quiz_failed" && <span className={text.soft}>{m.assignment_state_quiz_failed()}</span>}
      <span className={text.soft}>
        {row.settled ? formatDate(row.settled) : m.training_by({ date: formatDate(row.due) })}
      </span>
    </li>
  );
}
