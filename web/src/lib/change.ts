import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isFailure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { restore } from "./undo.ts";

interface Options<Thing, Body> {
  org: string;
  queryKey: QueryKey;
  send: (version: number, body: Body) => Promise<Thing>;
  /** The thing as it is now, and whether it still says what a change made it: what a change is taken back by. */
  read?: () => Promise<Thing>;
  holds?: (thing: Thing, changed: Body) => boolean;
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
  const { org, queryKey, send, read, holds } = options;
  // The version that somebody began to type on: what is on the page moves on meanwhile.
  const [base, setBase] = useState<number>();
  const queryClient = useQueryClient();
  const [kept, setKept] = useState<Sent<Thing, Body> | null>(null);
  const latest = () => queryClient.getQueryData<Thing>(queryKey)?.version ?? 0;
  const settle = (thing: Thing) => {
    queryClient.setQueryData(queryKey, thing);
    // Lists, home and history tell of the same thing; they follow in their own time.
    void queryClient.invalidateQueries({ queryKey: ["o", org] });
  };
  const mutation = useMutation({
    mutationFn: ({ body, over }: Sent<Thing, Body>) => send(over ?? base ?? latest(), body),
    onSuccess: (thing, { done }) => {
      setKept(null);
      setBase(undefined);
      settle(thing);
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
    /** Takes a change back, unless somebody has changed the same since, and says which. Outlives the page. */
    takeBack: async (changed: Body, before: Body): Promise<string> => {
      if (!read || !holds) return m.undo_not_possible();
      const thing = await restore({ read, send, holds, changed, before });
      if (!thing) return m.undo_changed_since();
      settle(thing);
      return m.undo_done();
    },
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
