import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import classes from "./Operator.module.css";

interface Props<T> {
  list: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  nothing: { title: string; text: string };
  label: string;
  children: (item: T) => ReactNode;
}

/** A list that is read page by page: what is here, the way to more, and what it means that there is nothing. */
export function Turned<T extends { id: string }>({ list, nothing, label, children }: Props<T>) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState title={nothing.title}>{nothing.text}</EmptyState>;
  return (
    <>
      <ul className={classes.list} aria-label={label}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            {children(item)}
          </li>
        ))}
      </ul>
      <FailureNotice error={error} />
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {m.show_more()}
        </Button>
      )}
    </>
  );
}
