import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isFailure } from "~/api/failure.ts";

/** One client for the page; `onSignedOut` runs when the server no longer knows the session. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isFailure(error, "signed_out")) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) =>
          count < 2 && isFailure(error) && (error.status === 0 || error.status === 503),
      },
    },
  });
}
