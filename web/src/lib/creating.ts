import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { isFailure } from "~/api/failure.ts";

/** The key by which a request that got no answer can be sent once more without being done twice. */
export function useRequestKey() {
  const key = useRef<string>(crypto.randomUUID());
  const renew = () => {
    key.current = crypto.randomUUID();
  };
  return {
    current: () => key.current,
    renew,
    /** An answer came, so the next attempt is another request; without one, the same may be repeated. */
    failed: (error: unknown) => {
      if (isFailure(error) && error.status > 0) renew();
    },
  };
}

interface Options<Body, Thing> {
  org: string;
  send: (body: Body, key: string) => Promise<Thing>;
  /** Under which key the thing that was made is kept. */
  keyOf: (made: Thing) => QueryKey;
  /** Runs once it is made; `fresh` is there when everything else that tells of it was read anew. */
  done: (made: Thing, fresh: Promise<void>) => void | Promise<void>;
}

/** Makes something new, once, however often somebody presses after a connection that went. */
export function useCreating<Body, Thing>({ org, send, keyOf, done }: Options<Body, Thing>) {
  const queryClient = useQueryClient();
  const key = useRequestKey();
  return useMutation({
    mutationFn: (body: Body) => send(body, key.current()),
    onSuccess: (made) => {
      queryClient.setQueryData(keyOf(made), made);
      return done(made, queryClient.invalidateQueries({ queryKey: ["o", org] }));
    },
    onError: key.failed,
  });
}
