import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { LEAVING, leave } from "./leaving.ts";

/** How the device is set up says nothing about who used it. */
const looks = ["mantine-color-scheme-value", "single-keys"];

/** Signs out: nothing of what was seen stays on the device, also where the server cannot be told at once. */
export async function signOut(): Promise<void> {
  const kept = looks.map((key) => [key, localStorage.getItem(key)] as const);
  // The browser itself clears what it kept when the server answers; then there is nothing left to clear.
  const ended = await leave();
  localStorage.clear();
  sessionStorage.clear();
  for (const [key, value] of kept) if (value !== null) localStorage.setItem(key, value);
  if (ended) return;
  localStorage.setItem(LEAVING, "1");
  addEventListener("online", () => void leave(), { once: true });
}

/** Ends the session; nothing of what was seen stays in the page. */
export function useSignOut() {
  const router = useRouter();
  const queryClient = useQueryClient();
  // The page that one comes to has to be there when there is no connection to fetch it.
  useEffect(() => void router.preloadRoute({ to: "/sign-in" }), [router]);
  return useMutation({
    mutationFn: signOut,
    // A call that waits for a connection would keep everything on the device.
    networkMode: "always",
    onSuccess: async () => {
      await router.navigate({ to: "/sign-in" });
      queryClient.clear();
    },
  });
}
