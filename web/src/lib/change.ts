import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isFailure } from "~/api/failure.ts";

interface Options<Thing, Body> {
  org: string;
  queryKey: QueryKey;
  send: (version: number, body: Body) => Promise<Thing>;
}

interface Sent<Thing, Body> {
  body: Body;
  /** The change in a few words, for the notice that appears when somebody else saved first. */
  words: string;
  /** Runs once it is saved, be it at the first attempt or after a conflict. */
  done?: (thing: Thing) => void;
  /** The version to save over, where it was chosen after a conflict. */
  over?: number;
}

/**
 * Changes one versioned thing. When somebody else saved first, what was entered is kept as `draft`, and the
 * person chooses between the latest version and saving theirs on top of it.
 */
export function useChange<Thing extends { version: number }, Body>(options: Options<Thing, Body>) {
  const { org, queryKey, send } = options;
  // The version that somebody began to type on: what is on the page moves on meanwhile.
  const [base, setBase] = useState<number>();
  const queryClient = useQueryClient();
  const [kept, setKept] = useState<Sent<Thing, Body> | null>(null);
  const latest = () => queryClient.getQueryData<Thing>(queryKey)?.version ?? 0;
  const mutation = useMutation({
    mutationFn: ({ body, over }: Sent<Thing, Body>) => send(over ?? base ?? latest(), body),
    onSuccess: (thing, { done }) => {
      setKept(null);
      setBase(undefined);
      queryClient.setQueryData(queryKey, thing);
      // Lists, home and history tell of the same thing; they follow in their own time.
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      done?.(thing);
    },
    onError: (error, sent) => {
      if (isFailure(error, "stale_version")) setKept(sent);
    },
  });
  const reload = () => queryClient.refetchQueries({ queryKey, exact: true });
  const sending = mutation.isPending ? mutation.variables : null;
  return {
    change: (sent: Sent<Thing, Body>) => mutation.mutate(sent),
    /** Somebody begins to type: what is saved later is saved over what they see now. */
    begin: () => setBase((before) => before ?? latest()),
    pending: mutation.isPending,
    draft: (kept ?? sending)?.body ?? null,
    error: kept ? null : mutation.error,
    conflict: kept && {
      kept: kept.words,
      pending: mutation.isPending,
      onReload: () =>
        void reload().then(() => {
          setKept(null);
          setBase(undefined);
        }),
      onKeepMine: () => void reload().then(() => mutation.mutate({ ...kept, over: latest() })),
    },
  };
}
