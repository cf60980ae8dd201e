import type { QueryClient } from "@tanstack/react-query";

/** What the server tells of a change; without an id where the reader sees only their own things. */
interface Change {
  kind: string;
  /** What happened, such as `comment_added`. */
  what?: string;
  id?: string | null;
  version?: number | null;
}

/** How long changes are gathered before what is on the page is read anew. */
const GATHER = 250;

/** Whether the page knows this version already, because it made the change itself or has just read it. */
function isKnown(client: QueryClient, org: string, change: Change): boolean {
  // What is said about a thing, or linked to it, does not change the thing.
  if (!change.id || !change.version || /^(comment|(evidence|task)_(un)?linked)/.test(change.what ?? ""))
    return false;
  const known = client.getQueriesData<{ version?: number }>({ queryKey: ["o", org] });
  return known.some(
    ([key, data]) => key.at(-1) === change.id && (data?.version ?? 0) >= (change.version ?? 0),
  );
}

/**
 * Keeps what is on the page current. Of all the tabs of a browser one follows the server, the others hear from it; when
 * it closes, another takes over and asks for what it missed. Returns how to stop.
 */
export function followChanges(client: QueryClient, org: string): () => void {
  if (typeof EventSource === "undefined" || !navigator.locks) return () => {};
  const name = `live ${org}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: ["o", org] });
    }, GATHER);
  };
  const hear = (change: Change | null) => {
    // Whoever takes a list away changes nothing of it.
    if (change?.what === "list_exported") return;
    if (!change || !isKnown(client, org, change)) refresh();
  };
  channel.onmessage = (event: MessageEvent<Change | null>) => hear(event.data);
  const tell = (change: Change | null) => {
    hear(change);
    channel.postMessage(change);
  };
  const follow = () =>
    new Promise<void>((resolve) => {
      const source = new EventSource(`/api/v1/o/${encodeURIComponent(org)}/live`);
      let begun = false;
      // Whoever takes over, or comes back, cannot know what was told meanwhile to nobody.
      source.addEventListener("hello", () => {
        if (begun) tell(null);
        begun = true;
      });
      source.addEventListener("change", (event) => tell(JSON.parse(event.data) as Change));
      source.addEventListener("reset", () => tell(null));
      ended.signal.addEventListener("abort", () => {
        source.close();
        resolve();
      });
    });
  navigator.locks.request(name, { signal: ended.signal }, follow).catch(() => {
    // Asked to stop while another tab followed.
  });
  return () => {
    ended.abort();
    channel.close();
    clearTimeout(timer);
  };
}
