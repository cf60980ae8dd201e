import { useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";

/** Opens a page's form for something new when the address ends in `#new`, once: the address forgets it at once. */
export function useOpenedByAddress(open: () => void) {
  const asked = useRouterState({ select: (state) => state.location.hash === "new" });
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opens the form is new at each look at the page
  useEffect(() => {
    if (!asked) return;
    open();
    const { pathname, searchStr } = router.state.location;
    router.history.replace(pathname + searchStr);
  }, [asked, router]);
}
