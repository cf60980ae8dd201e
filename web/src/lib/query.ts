import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isFailure } from "~/api/failure.ts";

/** The code of what was asked too often. */
const MUCH = "too_many_requests";
let told = 0;

/** How long the server asks to wait, which the person is told once; nothing where it does not. */
function pause(error: unknown): number | null {
  if (!isFailure(error, MUCH)) return null;
  const { seconds } = error.problem.params as { seconds: number };
  if (Date.now() > told) {
    told = Date.now() + seconds * 1_000;
    void import("./pause.ts").then(({ sayPause }) => sayPause(seconds));
  }
  return seconds * 1_000;
}

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
          isFailure(error) &&
          (error.code === MUCH ? count < 3 : count < 2 && (error.status === 0 || error.status === 503)),
        retryDelay: (count, error) => pause(error) ?? 1_000 * 2 ** count,
      },
    },
  });
}
