import { client } from "~/api/client.ts";
import { answer, isFailure } from "~/api/failure.ts";

/** Marks a device on which somebody signed out before the server could be told. */
const LEAVING = "leaving";
/** How the device is set up says nothing about who used it. */
const looks = ["mantine-color-scheme-value", "single-keys"];

export const isLeaving = () => localStorage.getItem(LEAVING) !== null;

/** A session began, so the one that was still to be ended has ended with it. */
export async function begun<T>(call: Promise<T>): Promise<T> {
  const session = await call;
  localStorage.removeItem(LEAVING);
  return session;
}

/** Signs out: nothing of what was seen stays on the device, also where the server cannot be told at once. */
export async function signOut(): Promise<void> {
  const kept = looks.map((key) => [key, localStorage.getItem(key)] as const);
  // The browser itself clears what it kept when the server answers; then there is nothing left to clear.
  const ended = await end();
  localStorage.clear();
  sessionStorage.clear();
  for (const [key, value] of kept) if (value !== null) localStorage.setItem(key, value);
  if (ended) return;
  localStorage.setItem(LEAVING, "1");
  addEventListener("online", () => void leave(), { once: true });
}

/** Ends a session that could not be ended before; answers whether it has ended. */
export async function leave(): Promise<boolean> {
  const ended = await end();
  if (ended) localStorage.removeItem(LEAVING);
  return ended;
}

async function end(): Promise<boolean> {
  try {
    await answer(client.DELETE("/api/v1/session"));
    return true;
  } catch (error) {
    return isFailure(error, "signed_out");
  }
}
