import { Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { type Connection, type Counterpart, client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { candidatesQuery, counterpartsQuery } from "./queries.ts";
import classes from "./WhoIsWho.module.css";

/** Who of us is who over there, so that issues are assigned to the right account. */
export function WhoIsWho({ org, connection }: { org: string; connection: Connection }) {
  const people = useInfiniteQuery(counterpartsQuery(org, connection.id));
  if (people.isPending) return <LoadingLines lines={3} />;
  if (people.isError) return <FailureNotice error={people.error} onRetry={() => people.refetch()} />;
  const rows = people.data.pages.flatMap((page) => page.items);
  return (
    <Section title={m.who_is_who()}>
      <Text size="sm" c="dimmed" mb="sm">
        {m.who_is_who_why({ service: connection.title })}
      </Text>
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.person} className={classes.item}>
            <div>
              <div>{row.name}</div>
              <Text size="xs" c="dimmed">
                {row.address}
              </Text>
            </div>
            <CounterpartSelect org={org} connection={connection} row={row} />
          </li>
        ))}
      </ul>
      <MoreRows
        shown={rows.length}
        total={people.data.pages[0]?.total ?? rows.length}
        hasMore={people.hasNextPage}
        loading={people.isFetchingNextPage}
        onMore={() => people.fetchNextPage()}
      />
    </Section>
  );
}

function CounterpartSelect(props: { org: string; connection: Connection; row: Counterpart }) {
  const { org, connection, row } = props;
  const [words, setWords] = useState("");
  const [open, setOpen] = useState(false);
  const [asked] = useDebouncedValue(words === row.remote_name ? "" : words, 250);
  const found = useQuery({
    ...candidatesQuery(org, connection.id, asked),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const choose = useChoose(org, connection.id, row.person);
  const others = found.data?.items.filter((one) => one.id !== row.remote) ?? [];
  const present = row.remote ? [{ value: row.remote, label: row.remote_name ?? row.remote }] : [];
  return (
    <Select
      aria-label={m.who_is_who_label({ name: row.name, service: connection.title })}
      placeholder={m.nobody()}
      data={[...present, ...others.map((one) => ({ value: one.id, label: one.name }))]}
      value={row.remote ?? null}
      searchable
      clearable
      clearButtonProps={{ "aria-label": m.clear_choice() }}
      onSearchChange={setWords}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? m.loading() : m.nobody_found()}
      error={choose.isError || found.isError ? m.who_is_who_failed() : undefined}
      disabled={choose.isPending}
      onChange={(remote) => choose.mutate(remote)}
      w={{ base: "100%", xs: 260 }}
    />
  );
}

function useChoose(org: string, id: string, person: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (remote: string | null) =>
      answer(
        client.PUT("/api/v1/o/{org}/connections/{id}/people/{person}", {
          params: { path: { org, id, person } },
          body: { remote },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: counterpartsQuery(org, id).queryKey });
      notifySaved(m.who_is_who_saved());
    },
  });
}
