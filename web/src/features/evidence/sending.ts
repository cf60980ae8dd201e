import type { DetailedError, Upload } from "tus-js-client";
import type { Problem } from "~/api/client.ts";
import { Failure } from "~/api/failure.ts";

/** As much as the server wants to have in one request. */
const PART = 8 * 1024 * 1024;
const WAITS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

/** One file on its way. */
export interface Transfer {
  /** Begins, or goes on from what has arrived. */
  start: () => void;
  pause: () => void;
  /** Ends it; what has arrived is dropped. */
  abandon: () => void;
}

interface Hooks {
  onProgress: (sent: number) => void;
  /** It is here as a whole, under this id. */
  onArrived: (upload: string) => void;
  onFailed: (failure: Failure) => void;
}

export type Begin = (org: string, file: File, hooks: Hooks) => Promise<Transfer>;

function failureOf(error: Error | DetailedError): Failure {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (!response) return new Failure("unreachable", 0);
  const status = response.getStatus();
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(response.getBody()) as Partial<Problem>;
  } catch {
    // A proxy in between answers in its own words.
  }
  return new Failure(problem.code ?? (status === 413 ? "too_large" : "internal"), status, problem);
}

/** What another attempt can mend: a lost connection, somebody else's hold on the upload, a server that is busy. */
export function isWorthRepeating(failure: Failure): boolean {
  if (failure.status === 409) return failure.reason === "other_offset" || failure.reason === "upload_busy";
  return failure.status === 0 || failure.status === 423 || failure.status === 429 || failure.status >= 500;
}

/** Sends a file in parts by the open protocol for resumable uploads; what has arrived is not sent again. */
export const begin: Begin = async (org, file, { onProgress, onArrived, onFailed }) => {
  const tus = await import("tus-js-client").catch(() => {
    throw new Failure("unreachable", 0);
  });
  // A program is refused for good, and the server has forgotten it already.
  let forgotten = false;
  const upload: Upload = new tus.Upload(file, {
    endpoint: new URL(`/api/v1/o/${encodeURIComponent(org)}/uploads`, location.origin).href,
    chunkSize: PART,
    retryDelays: WAITS,
    metadata: { filename: file.name },
    storeFingerprintForResuming: false,
    onShouldRetry: (error) => isWorthRepeating(failureOf(error)),
    onProgress: (sent) => onProgress(sent),
    onSuccess: () => onArrived(upload.url?.split("/").at(-1) ?? ""),
    onError: (error) => {
      const failure = failureOf(error);
      forgotten = failure.status === 422 || failure.status === 404;
      onFailed(failure);
    },
  });
  return {
    start: () => upload.start(),
    pause: () => void upload.abort(),
    // What cannot be told now is dropped by the server after a day.
    abandon: () => void upload.abort(!forgotten).catch(() => {}),
  };
};
