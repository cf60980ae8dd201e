import { client } from "~/api/client.ts";
import { answer, isFailure } from "~/api/failure.ts";

/** Marks a device on which somebody signed out before the server could be told. */
export const LEAVING = "leaving";

export const isLeaving = () => localStorage.getItem(LEAVING) !== null;

/** A session began, so the one that was still to be ended has ended with it. */
export async function begun<T>(call: Promise<T>): Promise<T> {
  const session = await call;
  localStorage.removeItem(LEAVING);
  return session;
}

/** Ends the session on the server; answers whether it has ended. */
export async function leave(): Promise<boolean> {
  const ended = await answer(client.DELETE("/api/v1/session")).then(
    () => true,
    (error) => isFailure(error, "signed_out"),
  );
  if (ended) localStorage.removeItem(LEAVING);
  return ended;
}
